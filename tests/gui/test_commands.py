"""The table of commands: identities, words, keys."""

from collections import defaultdict
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from timeline_app.core.language import LANGUAGES
from timeline_app.gui.commands import Check, Id, Menu, Reach, commands, gestures, menu_titles

ENGLISH = LANGUAGES["en"]
GERMAN = LANGUAGES["de"]


def test_every_command_stands_in_the_table_once():
    identities = [command.id for command in commands(ENGLISH)]
    assert sorted(identities) == sorted(Id)


def test_no_key_means_two_things():
    by_key = defaultdict(list)
    for command in commands(ENGLISH):
        for key in command.keys:
            by_key[QKeySequence(key).toString()].append(command)
    # A key may serve twice only where the two are never reachable at once; the reaches are nested, so never.
    assert {key: [c.id for c in found] for key, found in by_key.items() if len(found) > 1} == {}


@pytest.mark.parametrize("key", [key for command in commands(ENGLISH) for key in command.keys])
def test_keys_are_keys(key):
    combination = QKeySequence(key)
    assert combination.count() == 1
    assert combination[0].key() != Qt.Key.Key_unknown


def test_single_letters_and_signs_stay_free_for_typing():
    for command in commands(ENGLISH):
        plain = [key for key in command.keys if len(key) == 1 and key.isalnum()]
        assert not plain or command.reach is not Reach.WINDOW, command.id


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=str)
def test_no_menu_says_the_same_twice(language):
    for one, other in combinations(commands(language), 2):
        assert (one.menu, one.text) != (other.menu, other.text)
    assert len(set(menu_titles(language).values())) == len(Menu)


def test_every_text_is_german_in_german():
    same = {command.text for command in commands(ENGLISH)} & {command.text for command in commands(GERMAN)}
    assert same == {"English", "Deutsch"}
    assert not set(menu_titles(ENGLISH).values()) & set(menu_titles(GERMAN).values())
    assert not {effect for _, effect in gestures(ENGLISH)} & {effect for _, effect in gestures(GERMAN)}


def test_choices_stand_together():
    for menu in (Menu.THEME, Menu.LANGUAGE):
        kinds = {command.check for command in commands(ENGLISH) if command.menu is menu}
        assert kinds == {Check.CHOICE}
