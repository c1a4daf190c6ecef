"""Exported files: same bytes each time, real text, and their provenance inside."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from timeline_app.bundled import DEEP_TIME, DEFAULT_DATASET, FEATURE_TOUR
from timeline_app.core.dataset import Dataset
from timeline_app.core.edtf import parse_edtf
from timeline_app.core.errors import TimelineError
from timeline_app.core.language import LANGUAGES
from timeline_app.dataset.reading.reader import read_document
from timeline_app.render.export import (
    FORMATS,
    ExportRequest,
    export_document,
    export_figure,
    figure_for,
    write_figure,
)
from timeline_app.render.fonts import load_fonts
from timeline_app.scene.display import TextRun
from timeline_app.scene.style import DARK

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def chronology(qapp: QGuiApplication) -> Dataset:
    assert qapp is not None
    load_fonts()
    return read_document(DEFAULT_DATASET).dataset


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_same_input_gives_the_same_bytes(chronology: Dataset, kind: str) -> None:
    request = ExportRequest(kind)
    assert export_figure(chronology, request) == export_figure(chronology, request)


def test_a_png_has_the_size_asked_for_and_names_its_dataset(chronology: Dataset) -> None:
    data = export_figure(chronology, ExportRequest("png", 1200, 700, scale=2.0))
    image = QImage.fromData(data)
    assert (image.width(), image.height()) == (2400, 1400)
    assert image.text("Dataset") == "xiaomi-factories.timeline.json"
    assert image.text("Dataset-SHA256") == chronology.sha256
    assert image.text("Events-Shown") == "13"
    assert image.text("Events-Not-Shown") == "0"
    assert image.text("Range").startswith("2017-")
    assert "[1] Tang Chen" in image.text("Sources")


def test_a_png_is_not_one_flat_colour(chronology: Dataset) -> None:
    image = QImage.fromData(export_figure(chronology, ExportRequest("png", 800, 600)))
    colours = {image.pixel(x, y) for x in range(0, 800, 7) for y in range(0, 600, 7)}
    assert len(colours) > 20


def test_the_dark_figure_is_dark(chronology: Dataset) -> None:
    image = QImage.fromData(export_figure(chronology, ExportRequest("png", 800, 600, style=DARK)))
    assert image.pixelColor(2, 2).name().upper() == DARK.paper


def test_an_svg_has_real_text_clips_and_metadata(chronology: Dataset) -> None:
    root = ET.fromstring(export_figure(chronology, ExportRequest("svg")))  # noqa: S314 - our own output
    names = {"svg": "http://www.w3.org/2000/svg"}
    texts = ["".join(node.itertext()).strip() for node in root.iterfind(".//svg:text", names)]
    for title in ("Wuhan factory starts production", "28 October 2025", "some day in 2018", "Factories"):
        assert title in texts
    assert root.findtext("svg:title", namespaces=names) == "Xiaomi’s factories"
    description = root.findtext("svg:desc", namespaces=names) or ""
    assert f"Dataset-SHA256: {chronology.sha256}" in description
    assert "Events-Not-Shown: 0" in description
    assert root.findall(".//svg:clipPath", names)
    assert root.get("viewBox") == "0 0 1600 900"


def test_a_pdf_is_one_vector_page_of_its_size_with_metadata(chronology: Dataset) -> None:
    data = export_figure(chronology, ExportRequest("pdf", 1600, 900))
    assert data.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox\s*\[\s*0\s+0\s+1200(\.0*)?\s+675(\.0*)?\s*\]", data)
    assert b"/FontDescriptor" in data
    assert b"/Subtype /Image" not in data
    assert chronology.sha256.encode() in data


def test_only_the_named_range_is_shown_and_the_rest_is_counted(chronology: Dataset) -> None:
    request = ExportRequest("png", span_from=parse_edtf("2025-10"), span_to=parse_edtf("2025-10"))
    figure = figure_for(chronology, request)
    # 17 and 28 October, and the annual speech that was some day of 2025.
    assert figure.counts.in_view == 3
    assert figure.counts.labelled == 3


@pytest.mark.parametrize("size", [(1200, 700), (1600, 900)])
@pytest.mark.parametrize("code", ["en", "de"])
def test_all_thirteen_events_are_labelled_at_common_sizes(
    chronology: Dataset, size: tuple[int, int], code: str
) -> None:
    figure = figure_for(chronology, ExportRequest("png", *size, language=LANGUAGES[code]))
    assert figure.counts.labelled == 13
    assert figure.counts.scrolled_away == 0


@pytest.mark.parametrize("path", [FEATURE_TOUR, DEEP_TIME], ids=["tour", "deep time"])
@pytest.mark.parametrize("kind", FORMATS)
def test_every_bundled_dataset_can_be_exported(path: Path, kind: str, tmp_path: Path) -> None:
    target = tmp_path / f"figure.{kind}"
    export_document(read_document(path), ExportRequest(kind), target)
    assert target.stat().st_size > 10_000


def test_an_empty_dataset_makes_a_figure_that_says_so(qapp: QGuiApplication) -> None:
    assert qapp is not None
    load_fonts()
    figure = figure_for(Dataset(), ExportRequest("svg", 800, 600))
    texts = [item.text for _, item in figure.scene.primitives() if isinstance(item, TextRun)]
    assert "No events" in texts


def test_markup_in_titles_stays_text(tmp_path: Path) -> None:
    load_fonts()
    source = tmp_path / "x.timeline.json"
    source.write_text(
        '{"format":"timeline","version":"1.0","title":"<b>&","sources":[],'
        '"events":[{"id":"a","title":"<script>alert(1)</script>","when":"2020"}]}',
        encoding="utf-8",
    )
    data = export_figure(read_document(source).dataset, ExportRequest("svg", 800, 600))
    assert b"<script" not in data
    assert b"&lt;script&gt;" in data


def test_an_unknown_format_is_refused(chronology: Dataset) -> None:
    with pytest.raises(TimelineError, match="png, svg, pdf"):
        export_figure(chronology, ExportRequest("gif"))


def test_a_figure_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(TimelineError, match="nowhere"):
        write_figure(b"x", tmp_path / "nowhere" / "figure.png")
