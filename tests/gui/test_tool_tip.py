"""Tool tips show what a title says, not what Qt makes of it."""

import pytest
from PySide6.QtGui import QTextDocument

from timeline_app.gui.widgets.elided import ElidedLabel, ElidedLink
from timeline_app.gui.widgets.tool_tip import literal_tip

TITLES = [
    "plain",
    "<b>bold</b>",
    "a < b > c",
    "&amp; & &",
    '"it\'s"',
    "<!-- gone? -->",
    "<img src='http://x'>",
]


def shown(tip):
    assert tip.startswith("<div>")
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("title", TITLES)
def test_a_tip_shows_its_lines_as_they_are(qapp, title):
    assert shown(literal_tip(title)) == title
    assert shown(literal_tip(title, "2 May 2020")) == f"{title}\n2 May 2020"


@pytest.mark.parametrize("kind", [ElidedLabel, ElidedLink])
@pytest.mark.parametrize("title", TITLES)
def test_a_shortened_line_shows_the_whole_in_its_tip(qtbot, kind, title):
    widget = kind("note") if kind is ElidedLabel else kind()
    qtbot.addWidget(widget)
    widget.resize(50, 20)
    widget.show()
    whole = title + " and so on and on and on"
    widget.set_whole(whole)
    assert shown(widget.toolTip()) == whole
    widget.resize(900, 20)
    assert widget.toolTip() == ""
