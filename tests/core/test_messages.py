"""Every interface message in the code has its German, and the German has nothing else."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import timeline_app
from timeline_app.core.german import GERMAN
from timeline_app.core.german.commands import COMMANDS
from timeline_app.core.german.core import CORE
from timeline_app.core.german.dataset import DATASET
from timeline_app.core.german.dialogs import DIALOGS
from timeline_app.core.german.editor import EDITOR
from timeline_app.core.german.flows import FLOWS
from timeline_app.core.german.gui import GUI
from timeline_app.core.german.render import RENDER
from timeline_app.core.german.scene import SCENE

PACKAGE = Path(timeline_app.__file__).parent
# Elsewhere in `dataset` a method of that name reads language tags.
LAYERS = ("core", "dataset/editing", "scene", "render", "gui")
MODULES = {
    "core": CORE,
    "dataset": DATASET,
    "scene": SCENE,
    "render": RENDER,
    "gui": GUI,
    "commands": COMMANDS,
    "dialogs": DIALOGS,
    "flows": FLOWS,
    "editor": EDITOR,
}
ALSO_GUI = ("app",)


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def names_of_languages(tree: ast.AST) -> set[str]:
    """Return what a module calls a Language: `language`, `_language`, and what it assigns that to."""
    names = {"language", "_language"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and name_of(node.value) in names:
            names.update(name_of(target) for target in node.targets)
    return names - {""}


def literals(node: ast.expr) -> list[str | None]:
    """Return the literal texts that an argument can be; None for one that is not literal."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None]


def spoken(tree: ast.AST) -> Iterator[tuple[int, str | None]]:
    """Yield line and text of every message that a module asks a Language for."""
    languages = names_of_languages(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        asked = node.func
        if name_of(asked) in languages:
            messages = node.args[:1]
        elif isinstance(asked, ast.Attribute) and asked.attr == "count" and name_of(asked.value) in languages:
            messages = node.args[1:3]
        else:
            continue
        for message in messages:
            for text in literals(message):
                yield node.lineno, text


def messages_of(*layers: str) -> dict[str, str]:
    """Return the texts that layers speak, each with a place that speaks it."""
    found = {}
    for layer in layers:
        for file in sorted((PACKAGE / layer).rglob("*.py")):
            for line, text in spoken(ast.parse(file.read_text(encoding="utf-8"))):
                place = f"{file.relative_to(PACKAGE.parent)}:{line}"
                assert text is not None, f"{place}: a message must be a literal text"
                found[text] = place
    return found


def fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("layer", LAYERS)
def test_every_message_of_a_layer_has_its_german(layer: str) -> None:
    spoken_here = messages_of(layer, *(ALSO_GUI if layer == "gui" else ()))
    missing = {text: place for text, place in spoken_here.items() if text not in GERMAN}
    assert not missing


def test_the_german_has_no_leftovers() -> None:
    everything = messages_of(*LAYERS, *ALSO_GUI)
    assert sorted(GERMAN.keys() - everything.keys()) == []


def test_no_message_is_translated_twice() -> None:
    assert sum(map(len, MODULES.values())) == len(GERMAN)


@pytest.mark.parametrize("module", MODULES)
def test_the_german_fills_the_same_places_and_is_sorted(module: str) -> None:
    german = MODULES[module]
    assert {english for english, text in german.items() if fields(english) != fields(text)} == set()
    assert list(german) == sorted(german)


def test_a_message_that_is_asked_for_is_found() -> None:
    code = (
        'self._language("One {n}", n=1); language.count(n, "a", "b")\n'
        'session.language("c" if x else "d"); text.count("no message"); language(name)\n'
        'say = session.language; say("e")'
    )
    found = [text or "not literal" for _, text in spoken(ast.parse(code))]
    assert sorted(found) == ["One {n}", "a", "b", "c", "d", "e", "not literal"]
