"""The rules of the style sheet, filled with the tokens of a style.

Owns spacing (a grid of 4 px), hairlines and focus rings. A property `role` on a widget chooses a variant.
Knows no widget of the program by class.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import Final

from timeline_app.bundled import RESOURCES
from timeline_app.scene.style import Style

SCROLL_BAR_WIDTH: Final = 12

_RULES: Final = Template("""
QWidget { color: $ink; }
QMainWindow, QDialog { background: $paper; }
QToolTip { background: $panel; color: $ink; border: 1px solid $hairline; padding: 4px 8px; }

QWidget[role="surface"] { background: $panel; }
QWidget[role="head"] { background: $panel; border-bottom: 1px solid $hairline; }
QWidget[role="foot"] { background: $paper; border-top: 1px solid $hairline; }
QWidget[role="find"] { background: $panel; border-bottom: 1px solid $hairline; }
QFrame[role="card"] { background: $panel; border: 1px solid $hairline; border-radius: 8px; }
QFrame[role="popup"] { background: $panel; border: 1px solid $hairline; }
QWidget[role="notice"] { background: $band; border-bottom: 1px solid $hairline; }
QFrame[role="hairline"] { background: $hairline; border: none; }

QLabel { background: transparent; }
QLabel[role="heading"] { font-size: 16px; font-weight: 600; }
QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="soft"] { color: $soft; }
QLabel[role="section"] { color: $soft; font-size: 12px; font-weight: 600; }
QLabel[role="small"] { color: $soft; font-size: 12px; }

QPushButton {
    background: $paper; color: $soft; border: 1px solid $hairline; border-radius: 8px;
    padding: 0 16px; min-height: 30px; font-weight: 500;
}
QPushButton:hover { color: $ink; border-color: $axis; }
QPushButton:pressed { background: $band; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $axis; }
QPushButton::menu-indicator {
    image: url("$chevron"); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 6px;
}
QPushButton:default, QPushButton[role="primary"] {
    background: $accent; color: $panel; border-color: $accent;
}
QPushButton:default:hover, QPushButton[role="primary"]:hover { border-color: $ink; }
QPushButton:default:disabled { background: $band; color: $axis; border-color: $hairline; }
QPushButton[role="link"] {
    background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 0 4px; min-height: 22px; text-align: left; font-size: 12px; font-weight: 400;
}
QPushButton[role="link"]:hover { color: $accent; }
QPushButton[role="link"]:focus { border-color: $accent; }
QPushButton[role="chip"] {
    background: $band; color: $ink; border-radius: 12px; padding: 0 8px 0 12px; min-height: 22px;
    font-size: 12px; font-weight: 400;
}
QPushButton[role="section"] {
    background: transparent; color: $soft; border-radius: 13px; padding: 0 12px; min-height: 24px;
}
QPushButton[role="section"]:checked { background: $band; color: $ink; border-color: $axis; }
QPushButton[role="section"]:focus { border-color: $accent; }
QPushButton[role="section"]:disabled { color: $axis; }
QPushButton[role="chip"]:hover, QPushButton[role="chip"]:focus { border-color: $accent; }
QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px;
}
QToolButton:hover { background: $band; }
QToolButton:focus { border-color: $accent; }
QToolButton[role="fold"] { color: $soft; padding: 4px 4px 4px 0; }

QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
    background: $panel; border: 1px solid $hairline; border-radius: 6px; padding: 0 8px; min-height: 30px;
    selection-background-color: $accent; selection-color: $panel;
}
QPlainTextEdit { padding: 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border-color: $accent;
}
QAbstractSpinBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QComboBox::drop-down { border: none; width: 32px; }
QComboBox::down-arrow { image: url("$chevron"); width: 16px; height: 16px; }
QComboBox QAbstractItemView {
    background: $panel; border: 1px solid $hairline; outline: none; padding: 4px;
    selection-background-color: $band; selection-color: $ink;
}
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $axis; border-radius: 8px; background: $panel;
}
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QRadioButton::indicator:focus { border-color: $accent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $hairline; }
QSlider::sub-page:horizontal { border-radius: 2px; background: $axis; }
QSlider::handle:horizontal {
    width: 12px; height: 12px; margin: -5px 0;
    border: 1px solid $axis; border-radius: 7px; background: $panel;
}
QSlider::handle:horizontal:focus, QSlider::handle:horizontal:hover { border-color: $accent; }
QSlider::sub-page:horizontal:focus { background: $accent; }

QAbstractScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QPlainTextEdit[role="text"] { background: $panel; border: 1px solid $hairline; }
QPlainTextEdit[role="text"]:focus { border-color: $accent; }
QListView, QTableView, QTreeView { outline: none; }
QTreeView[role="list"] {
    background: $panel; border: 1px solid $hairline; border-radius: 6px;
    selection-background-color: $found; selection-color: $ink;
}
QTreeView[role="list"]:focus { border-color: $accent; }
QListView[role="lines"] { background: $panel; }
QListView[role="lines"]::item { color: $ink; padding: 6px 8px; border-left: 3px solid transparent; }
QListView[role="lines"]::item:selected { background: $band; color: $ink; border-left-color: $axis; }
QListView[role="lines"]::item:selected:active { border-left-color: $accent; }
QListView[role="choices"] {
    background: $panel; border: 1px solid $hairline; border-radius: 6px; padding: 4px;
}
QListView[role="choices"]:focus { border-color: $accent; }
QListView[role="choices"]::item { color: $ink; padding: 5px 8px; border-radius: 4px; }
QListView[role="choices"]::item:selected { background: $accent; color: $panel; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $hairline; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $axis; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $hairline; }
QSplitter[role="open"]::handle { background: transparent; }
QProgressBar { background: $band; border: none; border-radius: 2px; max-height: 4px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QMenuBar { background: $panel; border-bottom: 1px solid $hairline; padding: 0 12px; font-size: 12px; }
QMenuBar::item { background: transparent; color: $soft; padding: 6px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: $band; color: $ink; }
QMenu { background: $panel; border: 1px solid $hairline; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $band; }
QMenu::item:disabled { color: $axis; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
""")


def style_sheet(style: Style) -> str:
    """Return the rules for a style."""
    chevron = (RESOURCES / "icons" / "chevron-grey.svg").as_posix()
    return _RULES.substitute(asdict(style), bar=SCROLL_BAR_WIDTH, chevron=chevron)
