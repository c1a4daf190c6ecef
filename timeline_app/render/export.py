"""Exports: a figure as PNG, SVG or PDF, with its provenance inside.

Owns the formats and their metadata. What the figure shows is `scene.figure`'s, how it is painted `painter`'s.
Same input, same bytes for PNG and SVG, with or without a display.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from timeline_app import __version__
from timeline_app.core.dataset import Dataset
from timeline_app.core.date import Date
from timeline_app.core.errors import TimelineError
from timeline_app.core.instant import Span
from timeline_app.core.language import ENGLISH, Language
from timeline_app.core.report import span_iso
from timeline_app.dataset.document import Document
from timeline_app.dataset.keeping.saving import write_file
from timeline_app.render.fonts import load_fonts
from timeline_app.render.measure import QtMeasurer
from timeline_app.render.painter import paint_scene
from timeline_app.scene.figure import Figure, FigureRequest, figure_of, span_between
from timeline_app.scene.style import LIGHT, Style

FORMATS: Final = ("png", "svg", "pdf")
_DPI: Final = 96
_POINTS_PER_PIXEL: Final = 72 / _DPI
_LONGEST_SIDE: Final = 32_767
"""Qt's raster painter counts pixels in 16 bits."""
_PNG_QUALITY: Final = 80
"""Qt reads it as the strength of compression; the pixels are the same."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export: `format` is one of FORMATS, width and height are logical pixels.

    `height` None is as tall as the lanes need. `scale` multiplies the pixels of a PNG. `span` or
    `span_from` and `span_to` choose the stretch of time; without them all events are shown.
    """

    format: str
    width: int = 1600
    height: int | None = None
    scale: float = 1.0
    span: Span | None = None
    span_from: Date | None = None
    span_to: Date | None = None
    style: Style = LIGHT
    language: Language = ENGLISH


def export_document(document: Document, request: ExportRequest, output: Path) -> None:
    """Write the figure of a document to a file; makes the application that fonts need where there is none."""
    application = QGuiApplication.instance() or QGuiApplication(["timeline-app", "-platform", "offscreen"])
    load_fonts()
    write_figure(export_figure(document.dataset, request), output)
    del application


def write_figure(data: bytes, output: Path) -> None:
    """Write a figure to a file, whole or not at all; raise TimelineError where that fails."""
    write_file(output, data)


def export_figure(dataset: Dataset, request: ExportRequest) -> bytes:
    """Return the bytes of a figure; needs a QGuiApplication and loaded fonts."""
    figure = figure_for(dataset, request)
    match request.format:
        case "png":
            return _png(figure_image(figure, request.scale), provenance(dataset, figure))
        case "svg":
            return _svg(figure, provenance(dataset, figure))
        case "pdf":
            return _pdf(figure, provenance(dataset, figure))
    raise TimelineError(f"{request.format!r} is no format for figures; expected {', '.join(FORMATS)}")


def figure_for(dataset: Dataset, request: ExportRequest) -> Figure:
    """Compose the figure that a request asks for."""
    span = request.span or span_between(dataset.store, request.span_from, request.span_to)
    return figure_of(
        dataset,
        FigureRequest(request.width, request.height, request.style, request.language, span),
        QtMeasurer(),
    )


def figure_image(figure: Figure, scale: float) -> QImage:
    """Paint a figure at a scale; raises TimelineError where a side is longer than Qt can paint."""
    size = QSize(round(figure.scene.width * scale), round(figure.scene.height * scale))
    if max(size.width(), size.height()) > _LONGEST_SIDE:
        raise TimelineError(
            f"A PNG of {size.width():,} x {size.height():,} pixels is too large, "
            f"the longer side is {_LONGEST_SIDE:,} at most; expected a smaller size or scale"
        )
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.setDotsPerMeterX(round(_DPI * scale / 0.0254))
    image.setDotsPerMeterY(round(_DPI * scale / 0.0254))
    with QPainter(image) as painter:
        paint_scene(figure.scene, painter)
    return image


def provenance(dataset: Dataset, figure: Figure) -> dict[str, str]:
    """Return what an exported figure says of itself, by the names under which it is embedded."""
    counts = figure.counts
    seen = counts.in_view - counts.scrolled_away
    facts = {
        "Title": figure.title,
        "Software": f"Timeline {__version__}",
        "Dataset": dataset.name,
        "Dataset-SHA256": dataset.sha256,
        "Range": span_iso(figure.span),
        "Events-Shown": str(seen),
        "Events-Not-Shown": str(counts.total - seen + counts.omitted + counts.filtered),
        "Sources": "; ".join(figure.sources),
    }
    return {name: fact for name, fact in facts.items() if fact}


def _png(image: QImage, facts: dict[str, str]) -> bytes:
    for name, fact in facts.items():
        image.setText(name, fact)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"PNG"))
    writer.setQuality(_PNG_QUALITY)
    if not writer.write(image):
        raise TimelineError("Qt could not encode the figure as PNG; try a smaller size or scale")
    return bytes(buffer.data().data())


def _svg(figure: Figure, facts: dict[str, str]) -> bytes:
    buffer = QBuffer()
    # Of the profiles only SVG 1.1 writes clips.
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    size = QSize(round(figure.scene.width), round(figure.scene.height))
    generator.setResolution(_DPI)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(figure.title)
    generator.setDescription("\n".join(f"{name}: {fact}" for name, fact in facts.items()))
    with QPainter(generator) as painter:
        paint_scene(figure.scene, painter)
    return bytes(buffer.data().data())


def _pdf(figure: Figure, facts: dict[str, str]) -> bytes:
    from timeline_app.render.xmp import xmp_packet  # noqa: PLC0415 - only PDF needs an XML library

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    points = QSizeF(figure.scene.width, figure.scene.height) * _POINTS_PER_PIXEL
    page = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(figure.title)
    writer.setCreator(facts["Software"])
    writer.setDocumentXmpMetadata(QByteArray(xmp_packet(facts)))
    with QPainter(writer) as painter:
        paint_scene(figure.scene, painter)
    return bytes(buffer.data().data())
