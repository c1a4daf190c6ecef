"""What the set-up promises: quick help, layers without Qt, everything inside the wheel."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from timeline_app.bundled import EVENTS, RESOURCES

ROOT = Path(__file__).parents[2]
HEAVY = ("PySide6", "shiboken6", "numpy")


def python(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["export", "--help"], ["schema"]])
def test_help_version_and_schema_import_neither_qt_nor_numpy(words: list[str]) -> None:
    answer = python(
        "import sys\n"
        "from timeline_app.__main__ import main\n"
        "code = main(sys.argv[1:])\n"
        f"print([name for name in {HEAVY} if name in sys.modules], code, file=sys.stderr)",
        *words,
    )
    assert answer.stderr == "[] 0\n"
    assert answer.stdout


def test_core_dataset_and_scene_run_where_qt_cannot_be_imported() -> None:
    answer = python(
        "import sys\n"
        "sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        "import importlib, pkgutil\n"
        "import timeline_app.core, timeline_app.dataset, timeline_app.scene\n"
        "for package in (timeline_app.core, timeline_app.dataset, timeline_app.scene):\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "        print(module.name)\n"
    )
    assert answer.returncode == 0, answer.stderr
    names = answer.stdout.split()
    assert {name.split(".")[1] for name in names} == {"core", "dataset", "scene"}


def test_the_wheel_holds_the_program_its_datasets_and_its_resources(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    screenshots = set((RESOURCES / "screenshots").iterdir())
    for folder in (EVENTS, RESOURCES):
        shipped = {file for file in folder.rglob("*") if file.is_file()} - screenshots
        assert {f"timeline_app/{file.relative_to(ROOT).as_posix()}" for file in shipped} <= names
    assert screenshots, "the README shows some"
    assert not [name for name in names if "screenshots" in name]
    assert "timeline_app/__main__.py" in names
    assert not [name for name in names if name.startswith(("tests", "events", "resources"))]


def test_a_sound_qt_is_asked_for_on_every_python() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"timeline-app": "timeline_app.__main__:run"}
    assert "PySide6-Essentials>=6.8,<6.12; python_version < '3.12'" in project["dependencies"]
