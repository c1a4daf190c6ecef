"""The display list: everything that a scene draws, as plain values in pixels.

Owns the vocabulary of drawing that screen, PNG, SVG, PDF, hit test and tests share. Knows no Qt, no time,
no events. y grows downwards; colours are "#RRGGBB" or "#AARRGGBB" as Qt reads them. The values are msgspec
structs, as in `core.date`: a frame makes thousands, which the garbage collector need not look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace


def translucent(colour: str, alpha: str) -> str:
    """Return "#RRGGBB" as "#AARRGGBB"; `alpha` is two hexadecimal digits."""
    return f"#{alpha}{colour[1:]}"


class Box(Struct, frozen=True, gc=False):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the x after the last."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the y after the last."""
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point lies in the half-open box."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def overlaps(self, other: Box) -> bool:
        """Tell whether two boxes share area; touching edges do not, nor does a box that has none."""
        shared_width = min(self.right, other.right) - max(self.x, other.x)
        shared_height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return shared_width > 0 and shared_height > 0

    def hull(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def grown(self, by: float) -> Box:
        """Return the box with a margin added on all sides."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


class FontRole(StrEnum):
    """Which type a text is set in; sizes and families are the style's."""

    TITLE = "title"
    TITLE_SELECTED = "title-selected"
    DATE = "date"
    LANE = "lane"
    AXIS = "axis"
    AXIS_CONTEXT = "axis-context"
    FOOT = "foot"
    HEADING = "heading"


class Dash(StrEnum):
    """How a stroke is interrupted."""

    SOLID = "solid"
    DASHED = "dashed"


class Rects(Struct, frozen=True, gc=False):
    """Filled rectangles of one colour, edges on device pixels, without antialiasing."""

    boxes: tuple[Box, ...]
    colour: str


class Columns(Struct, frozen=True, eq=False, gc=False):
    """Rects by the hundred: `boxes` has a row (x, y, width, height) of float64 for each, in one colour."""

    boxes: npt.NDArray[np.float64]
    colour: str

    def __eq__(self, other: object) -> bool:
        """Tell whether another has the same boxes and colour."""
        if not isinstance(other, Columns):
            return NotImplemented
        return self.colour == other.colour and np.array_equal(self.boxes, other.boxes)

    def __hash__(self) -> int:
        """Return the same for equal columns."""
        return hash((self.colour, self.boxes.tobytes()))


Segment = tuple[float, float, float, float]
"""A straight line from (x1, y1) to (x2, y2)."""


class Lines(Struct, frozen=True, gc=False):
    """Straight segments of one colour and width."""

    segments: tuple[Segment, ...]
    colour: str
    width: float = 1.0
    dash: Dash = Dash.SOLID


class Shape(Struct, frozen=True, gc=False):
    """A rounded rectangle; `radius` of half the height makes a pill, of half a square a disc.

    Empty `fill` or `stroke` draws none. The stroke's outer edge lies on the box. `fade_left` and
    `fade_right` are lengths in pixels over which fill and stroke run out to nothing, without an end cap.
    """

    box: Box
    radius: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.5
    dash: Dash = Dash.SOLID
    fade_left: float = 0.0
    fade_right: float = 0.0


class Polygon(Struct, frozen=True, gc=False):
    """A closed, filled outline."""

    points: tuple[tuple[float, float], ...]
    fill: str


class TextRun(Struct, frozen=True, gc=False):
    """One line of text from its left end; `width` is what the measurer gave, for tests and SVG."""

    x: float
    baseline: float
    text: str
    role: FontRole
    colour: str
    width: float


class Look(Struct, frozen=True, gc=False):
    """Shapes and texts about an origin: made once, drawn in many places."""

    items: tuple[Shape | TextRun, ...]


class Stamp(Struct, frozen=True, gc=False):
    """A look with its origin at a point: the same drawing as its items there."""

    x: float
    y: float
    look: Look

    @property
    def items(self) -> tuple[Shape | TextRun, ...]:
        """Return what is drawn, where it is drawn."""
        return tuple(
            _text_at(item, self.x, self.y) if isinstance(item, TextRun) else shape_at(item, self.x, self.y)
            for item in self.look.items
        )


def shape_at(shape: Shape, x: float, y: float) -> Shape:
    """Return a shape about an origin as it stands with the origin at a point."""
    box = shape.box
    return replace(shape, box=Box(box.x + x, box.y + y, box.width, box.height))


def _text_at(run: TextRun, x: float, y: float) -> TextRun:
    return replace(run, x=run.x + x, baseline=run.baseline + y)


class Group(Struct, frozen=True, gc=False):
    """Primitives drawn in order, clipped to a box where one is given; `name` tells tests what it is.

    `layered` says that lines may be drawn before, and texts and stamps after everything else in the group, of
    groups in it too, because the drawing is the same: so a painter can draw those alike together.
    """

    name: str
    items: tuple[Primitive, ...]
    clip: Box | None = None
    layered: bool = False


Primitive = Rects | Columns | Lines | Shape | Polygon | TextRun | Stamp | Group


class Scene(Struct, frozen=True, gc=False):
    """A finished drawing with its background."""

    width: float
    height: float
    background: str
    groups: tuple[Group, ...]

    def primitives(self) -> Iterator[tuple[str, Primitive]]:
        """Yield every primitive with the path of group names; of groups and stamps what is in them."""
        for group in self.groups:
            yield from _flatten(group.name, group)

    def dump(self) -> str:
        """Return the scene as text, one primitive a line, for tests and for reading in a diff."""
        lines = [f"scene {self.width:g}x{self.height:g} {self.background}"]
        lines += [f"{path}: {_said(primitive)}" for path, primitive in self.primitives()]
        return "\n".join(lines) + "\n"


def _flatten(path: str, group: Group) -> Iterator[tuple[str, Primitive]]:
    for item in group.items:
        if isinstance(item, Group):
            yield from _flatten(f"{path}/{item.name}", item)
        elif isinstance(item, Stamp):
            for one in item.items:
                yield path, one
        else:
            yield path, item


def _boxes(item: Rects | Columns) -> Iterable[Box]:
    return item.boxes if isinstance(item, Rects) else (Box(*row) for row in item.boxes.tolist())


def _said_box(box: Box) -> str:
    return f"{box.x:.1f} {box.y:.1f} {box.width:.1f}x{box.height:.1f}"


def _said(item: Primitive) -> str:
    match item:
        case Rects() | Columns():
            return f"rects {item.colour} " + ", ".join(_said_box(box) for box in _boxes(item))
        case Lines():
            ends = ", ".join(f"{a:.1f} {b:.1f} {c:.1f} {d:.1f}" for a, b, c, d in item.segments)
            return f"lines {item.colour} {item.width:g} {item.dash} {ends}"
        case Shape():
            ink = f"fill={item.fill or '-'} stroke={item.stroke or '-'} {item.dash}"
            fade = f"{item.fade_left:g},{item.fade_right:g}"
            return f"shape {_said_box(item.box)} r={item.radius:g} {ink} fade={fade}"
        case Polygon():
            return f"polygon {item.fill} " + ", ".join(f"{x:.1f} {y:.1f}" for x, y in item.points)
        case TextRun():
            return f"text {item.x:.1f} {item.baseline:.1f} {item.role} {item.colour} {item.text!r}"
        case Stamp() | Group():
            return f"{len(item.items)} items"
