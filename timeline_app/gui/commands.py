"""The table of commands: what the menus offer, under which keys, and when.

Owns identity, words and keys. Knows no widget: `actions` builds menus from it, the key sheet prints it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, StrEnum, auto
from typing import Final

from timeline_app.core.language import Language


class Menu(Enum):
    """The menus, in their order; a submenu stands in its parent where its first command stands."""

    FILE = auto()
    RECENT = auto()
    EXAMPLES = auto()
    EDIT = auto()
    CHANGE = auto()
    VIEW = auto()
    THEME = auto()
    LANGUAGE = auto()
    HELP = auto()


LANGUAGE_NAMES: Final = {"en": "English", "de": "Deutsch"}
"""The interface languages, each in its own words, so that everyone finds theirs."""

PARENTS: Final = {
    Menu.RECENT: Menu.FILE,
    Menu.EXAMPLES: Menu.FILE,
    Menu.CHANGE: Menu.EDIT,
    Menu.THEME: Menu.VIEW,
    Menu.LANGUAGE: Menu.VIEW,
}


class Reach(Enum):
    """Where the focus must be for a command's keys to work."""

    WINDOW = auto()
    CHART = auto()
    """Canvas or panel: not while something is typed in the header."""
    CANVAS = auto()


class Needs(Flag):
    """What must be there for a command to be enabled."""

    NOTHING = 0
    DOCUMENT = auto()
    EVENTS = auto()
    """Events that are shown."""
    DATASET = auto()
    """Events, shown or not."""
    SELECTION = auto()
    CHOSEN = auto()
    """The selected event, or several that are chosen."""
    EDITABLE = auto()
    """A document that may be edited in the window."""
    ROOM = auto()
    """Such a document, or none: a new one is begun then."""
    DONE = auto()
    """A step that can be undone."""
    UNDONE = auto()
    """A step that can be done again."""
    CHANGES = auto()
    """Changes that are not saved."""
    PROBLEMS = auto()
    IDLE = auto()
    """Nothing is being read or written; an edit does not count."""
    RECENT = auto()
    MATCHES = auto()
    """Something was searched for and found."""
    FILTERS = auto()
    """Filters that are set."""


class Check(Enum):
    """What a command shows beside its text: nothing, a tick of its own, or one tick among its menu's."""

    NONE = auto()
    SWITCH = auto()
    CHOICE = auto()


class Id(StrEnum):
    """The commands."""

    NEW = "file.new"
    OPEN = "file.open"
    CLEAR_RECENT = "file.clear-recent"
    EXAMPLE_CHRONOLOGY = "file.example.chronology"
    EXAMPLE_TOUR = "file.example.tour"
    EXAMPLE_DEEP_TIME = "file.example.deep-time"
    ADD = "file.add"
    SAVE = "file.save"
    SAVE_AS = "file.save-as"
    VERSIONS = "file.versions"
    EXPORT = "file.export"
    PROBLEMS = "file.problems"
    QUIT = "file.quit"
    NEW_EVENT = "edit.new-event"
    EDIT_EVENT = "edit.edit-event"
    UNDO = "edit.undo"
    REDO = "edit.redo"
    PASTE = "edit.paste"
    DUPLICATE = "edit.duplicate"
    DELETE = "edit.delete"
    CHANGE_CATEGORY = "edit.change.category"
    CHANGE_TAGS = "edit.change.tags"
    CHANGE_IMPORTANCE = "edit.change.importance"
    CHOOSE_ALL = "edit.choose-all"
    COPY_IMAGE = "edit.copy-image"
    COPY_CITATION = "edit.copy-citation"
    FIND = "edit.find"
    FIND_NEXT = "edit.find-next"
    FIND_PREVIOUS = "edit.find-previous"
    FILTER = "edit.filter"
    CLEAR_FILTERS = "edit.clear-filters"
    ZOOM_IN = "view.zoom-in"
    ZOOM_OUT = "view.zoom-out"
    FIT_ALL = "view.fit-all"
    FIT_SELECTION = "view.fit-selection"
    GO_START = "view.start"
    GO_END = "view.end"
    BACK = "view.back"
    FORWARD = "view.forward"
    PREVIOUS_EVENT = "view.previous-event"
    NEXT_EVENT = "view.next-event"
    SHOW_LIST = "view.list"
    THEME_SYSTEM = "theme.system"
    THEME_LIGHT = "theme.light"
    THEME_DARK = "theme.dark"
    ENGLISH = "language.en"
    GERMAN = "language.de"
    WHEEL_ZOOMS = "view.wheel-zooms"
    FRAME_TIMES = "view.frame-times"
    KEYS = "help.keys"
    ABOUT = "help.about"

    @property
    def choice(self) -> str:
        """Return what a command of a set chooses: "dark" of "theme.dark"."""
        return self.value.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Command:
    """One command in one language; the first of its keys is the one that the menu shows."""

    id: Id
    menu: Menu
    text: str
    keys: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING
    reach: Reach = Reach.WINDOW
    check: Check = Check.NONE
    starts_group: bool = False


def commands(language: Language) -> tuple[Command, ...]:
    """Return all commands in the order of the menus."""
    return (*_file(language), *_edit(language), *_view(language), *_settings(language), *_help(language))


def menu_titles(language: Language) -> dict[Menu, str]:
    """Return what the menus are called."""
    return {
        Menu.FILE: language("File"),
        Menu.RECENT: language("Open Recent"),
        Menu.EXAMPLES: language("Open Example"),
        Menu.EDIT: language("Edit"),
        Menu.CHANGE: chosen_texts(1, language).change,
        Menu.VIEW: language("View"),
        Menu.THEME: language("Theme"),
        Menu.LANGUAGE: language("Language"),
        Menu.HELP: language("Help"),
    }


@dataclass(frozen=True, slots=True)
class ChosenTexts:
    """What the menus say of the chosen events."""

    delete: str
    change: str


def chosen_texts(count: int, language: Language) -> ChosenTexts:
    """Return what the menus say while so many events are chosen; of none they speak as of one."""
    many = max(count, 1)
    return ChosenTexts(
        delete=language.count(many, "Delete Event", "Delete {n} Events"),
        change=language.count(many, "Change Event", "Change {n} Events"),
    )


def gestures(language: Language) -> tuple[tuple[str, str], ...]:
    """Return what the canvas understands beside the commands, as pairs of gesture and effect."""
    return (
        (language("Wheel"), language("Scroll the lanes")),
        (language("Ctrl + wheel, pinch"), language("Zoom about the pointer")),
        (language("Shift + wheel, drag"), language("Move through time")),
        ("← →", language("Move through time")),
        (language("Tab, Shift + Tab"), language("Next or previous event")),
        (language("Click"), language("Select an event")),
        (language("Double click"), language("Zoom onto an event, or begin one")),
        (language("Drag an edge"), language("Move the start or the end")),
        (language("Ctrl + click, in the list Shift + click"), language("Choose several events")),
    )


def _file(language: Language) -> tuple[Command, ...]:
    document = Needs.DOCUMENT | Needs.IDLE
    return (
        Command(Id.NEW, Menu.FILE, language("New Chronology…"), ("Ctrl+Shift+N",)),
        Command(Id.OPEN, Menu.FILE, language("Open…"), ("Ctrl+O",)),
        Command(Id.CLEAR_RECENT, Menu.RECENT, language("Clear List"), needs=Needs.RECENT),
        Command(Id.EXAMPLE_CHRONOLOGY, Menu.EXAMPLES, language("Xiaomi’s Factories")),
        Command(Id.EXAMPLE_TOUR, Menu.EXAMPLES, language("Feature Tour")),
        Command(Id.EXAMPLE_DEEP_TIME, Menu.EXAMPLES, language("Deep Time")),
        Command(
            Id.ADD, Menu.FILE, language("Add Events from JSON…"), ("Ctrl+I",), Needs.IDLE, starts_group=True
        ),
        Command(
            Id.SAVE,
            Menu.FILE,
            language("Save"),
            ("Ctrl+S",),
            document | Needs.CHANGES,
            starts_group=True,
        ),
        Command(Id.SAVE_AS, Menu.FILE, language("Save As…"), ("Ctrl+Shift+S",), document),
        Command(Id.VERSIONS, Menu.FILE, language("Earlier Versions…"), needs=document),
        Command(
            Id.EXPORT, Menu.FILE, language("Export Figure…"), ("Ctrl+E",), Needs.EVENTS, starts_group=True
        ),
        Command(Id.PROBLEMS, Menu.FILE, language("Show Problems…"), ("Ctrl+Shift+P",), Needs.PROBLEMS),
        Command(Id.QUIT, Menu.FILE, language("Quit"), ("Ctrl+Q",), starts_group=True),
    )


def _edit(language: Language) -> tuple[Command, ...]:
    event = Needs.EDITABLE | Needs.SELECTION
    events = Needs.EDITABLE | Needs.CHOSEN
    return (
        Command(Id.UNDO, Menu.EDIT, language("Undo"), ("Ctrl+Z",), Needs.EDITABLE | Needs.DONE),
        Command(
            Id.REDO, Menu.EDIT, language("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), Needs.EDITABLE | Needs.UNDONE
        ),
        Command(
            Id.NEW_EVENT,
            Menu.EDIT,
            language("New Event…"),
            ("Ctrl+N",),
            Needs.ROOM | Needs.IDLE,
            starts_group=True,
        ),
        Command(Id.EDIT_EVENT, Menu.EDIT, language("Edit Event…"), ("F2",), event | Needs.IDLE, Reach.CHART),
        Command(
            Id.PASTE,
            Menu.EDIT,
            language("Paste Events"),
            ("Ctrl+V",),
            Needs.IDLE,
            Reach.CHART,
        ),
        Command(Id.DUPLICATE, Menu.EDIT, language("Duplicate Event"), ("Ctrl+D",), event, Reach.CHART),
        Command(Id.DELETE, Menu.EDIT, language("Delete Event"), ("Del",), events, Reach.CHART),
        Command(Id.CHANGE_CATEGORY, Menu.CHANGE, language("Category…"), ("Ctrl+K",), events),
        Command(Id.CHANGE_TAGS, Menu.CHANGE, language("Tags…"), ("Ctrl+T",), events),
        Command(Id.CHANGE_IMPORTANCE, Menu.CHANGE, language("Importance…"), needs=events),
        Command(
            Id.CHOOSE_ALL,
            Menu.EDIT,
            language("Choose All in the List"),
            ("Ctrl+A",),
            Needs.EVENTS,
            Reach.CHART,
        ),
        Command(
            Id.COPY_IMAGE,
            Menu.EDIT,
            language("Copy Image"),
            ("Ctrl+C",),
            Needs.EVENTS,
            Reach.CANVAS,
            starts_group=True,
        ),
        Command(Id.COPY_CITATION, Menu.EDIT, language("Copy Citation"), ("Ctrl+Shift+C",), Needs.SELECTION),
        *_finding(language),
    )


def _finding(language: Language) -> tuple[Command, ...]:
    def find(identity: Id, text: str, key: str, needs: Needs, *, starts_group: bool = False) -> Command:
        return Command(identity, Menu.EDIT, text, (key,), needs, starts_group=starts_group)

    return (
        find(Id.FIND, language("Find…"), "Ctrl+F", Needs.DATASET, starts_group=True),
        find(Id.FIND_NEXT, language("Next Match"), "F3", Needs.MATCHES),
        find(Id.FIND_PREVIOUS, language("Previous Match"), "Shift+F3", Needs.MATCHES),
        find(Id.FILTER, language("Filter…"), "Ctrl+Shift+F", Needs.DATASET),
        find(Id.CLEAR_FILTERS, language("Clear Filters"), "Ctrl+Shift+X", Needs.FILTERS),
    )


def _view(language: Language) -> tuple[Command, ...]:
    def view(identity: Id, text: str, *keys: str, starts_group: bool = False) -> Command:
        return Command(identity, Menu.VIEW, text, keys, Needs.EVENTS, Reach.CHART, starts_group=starts_group)

    return (
        view(Id.ZOOM_IN, language("Zoom In"), "+", "=", "Ctrl++", "Ctrl+="),
        view(Id.ZOOM_OUT, language("Zoom Out"), "-", "Ctrl+-"),
        view(Id.FIT_ALL, language("Fit All"), "F", "0"),
        Command(
            Id.FIT_SELECTION,
            Menu.VIEW,
            language("Fit Selection"),
            ("Shift+F",),
            Needs.SELECTION,
            Reach.CHART,
        ),
        Command(
            Id.GO_START,
            Menu.VIEW,
            language("Go to First Event"),
            ("Home",),
            Needs.EVENTS,
            Reach.CANVAS,
            starts_group=True,
        ),
        Command(Id.GO_END, Menu.VIEW, language("Go to Last Event"), ("End",), Needs.EVENTS, Reach.CANVAS),
        view(Id.BACK, language("Back"), "Alt+Left"),
        view(Id.FORWARD, language("Forward"), "Alt+Right"),
        view(Id.PREVIOUS_EVENT, language("Previous Event"), "Alt+Up", "[", starts_group=True),
        view(Id.NEXT_EVENT, language("Next Event"), "Alt+Down", "]"),
        Command(
            Id.SHOW_LIST,
            Menu.VIEW,
            language("Show List of Events"),
            ("Esc",),
            Needs.SELECTION,
            Reach.CHART,
        ),
    )


def _settings(language: Language) -> tuple[Command, ...]:
    return (
        Command(
            Id.THEME_SYSTEM,
            Menu.THEME,
            language("Like the System"),
            check=Check.CHOICE,
            starts_group=True,
        ),
        Command(Id.THEME_LIGHT, Menu.THEME, language("Light"), check=Check.CHOICE),
        Command(Id.THEME_DARK, Menu.THEME, language("Dark"), check=Check.CHOICE),
        Command(Id.ENGLISH, Menu.LANGUAGE, LANGUAGE_NAMES["en"], check=Check.CHOICE),
        Command(Id.GERMAN, Menu.LANGUAGE, LANGUAGE_NAMES["de"], check=Check.CHOICE),
        Command(Id.WHEEL_ZOOMS, Menu.VIEW, language("Wheel Zooms"), check=Check.SWITCH),
        Command(Id.FRAME_TIMES, Menu.VIEW, language("Frame Times"), ("Ctrl+Shift+T",), check=Check.SWITCH),
    )


def _help(language: Language) -> tuple[Command, ...]:
    return (
        Command(Id.KEYS, Menu.HELP, language("Keys"), ("?", "F1")),
        Command(Id.ABOUT, Menu.HELP, language("About Timeline")),
    )
