"""The strips of all lanes of a chart: densities, beads, and where their clusters are pointed at.

Owns which strips are drawn, and that all have one scale. What one strip looks like is `strip`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle

from timeline_app.scene.arrangement import Arrangement
from timeline_app.scene.beads import Beads
from timeline_app.scene.clusters import Cluster, clusters_of
from timeline_app.scene.crowd import Crowd, column_edges
from timeline_app.scene.display import Box, Primitive, Stamp
from timeline_app.scene.lanes import LaneStack
from timeline_app.scene.lit import Lit, dimmed
from timeline_app.scene.sight import Sight
from timeline_app.scene.slots import Slots
from timeline_app.scene.strip import STRIP_HEIGHT, density_rects


@dataclass(frozen=True, slots=True)
class Strips:
    """What is drawn of the strips, and the boxes on which their clusters are pointed at."""

    densities: tuple[Primitive, ...]
    beads: tuple[Stamp, ...]
    clusters: tuple[tuple[Box, Cluster], ...]


def strips_of(
    sight: Sight,
    arrangement: Arrangement,
    stack: LaneStack,
    crowd: Crowd,
    beads: Beads,
) -> Strips:
    """Draw the strips of the lanes that are not scrolled away."""
    densities: list[Primitive] = []
    stamps: list[Stamp] = []
    clusters: list[tuple[Box, Cluster]] = []
    plot = sight.frame.plot
    grounds = cycle((sight.style.paper, sight.style.band))
    shown = [
        (lane, ground)
        for lane, ground in zip(stack.lanes, grounds, strict=False)
        if crowd.folded[lane.category_code] and sight.shows(sight.strip_top(lane), STRIP_HEIGHT)
    ]
    if not shown:
        return Strips((), (), ())
    counts = crowd.densities(plot.width)
    # A power of two: the bars keep their heights while panning, unless the densest column changes much.
    most = 1 << max(int(counts.max()) - 1, 0).bit_length()
    clusters_by_code = arrangement.clusters
    if clusters_by_code is None:
        slots = Slots.touching(sight.store, sight.viewport)
        clusters_by_code = clusters_of(sight.store, arrangement.placed, slots)
    for lane, ground in shown:
        code = lane.category_code
        colour = sight.colour(code)
        area = Box(plot.x, sight.strip_top(lane) + 2.0, plot.width, STRIP_HEIGHT - 4.0)
        if sight.lit is None:
            densities.extend(density_rects(counts[code], most, area, colour))
        else:
            colour = dimmed(colour, ground)
            densities.extend(density_rects(counts[code], most, area, colour))
            densities.extend(_found(sight, sight.lit, code, most, area))
        boxes = [(sight.stretch(cluster.span, area), cluster) for cluster in clusters_by_code[code]]
        clusters += boxes
        stamps += _stamped(boxes, float(round(area.y + area.height / 2)), beads, (colour, ground))
    return Strips(tuple(densities), tuple(stamps), tuple(clusters))


def _stamped(
    boxes: Iterable[tuple[Box, Cluster]], middle: float, beads: Beads, inks: tuple[str, str]
) -> Iterator[Stamp]:
    """Yield the beads of a lane, each in the middle of its cluster's box where it has room in it."""
    for box, cluster in boxes:
        if cluster.count > 1:
            bead = beads.bead(cluster, inks)
            if bead.width <= box.width:
                yield Stamp(float(round(box.x + (box.width - bead.width) / 2)), middle, bead.look)


def _found(sight: Sight, lit: Lit, code: int, most: int, area: Box) -> tuple[Primitive, ...]:
    """Return the density of the lit events of a lane, those that have a line included."""
    if lit.store is None:
        return ()
    edges = column_edges(sight.store, sight.viewport, area.width)
    return density_rects(lit.store.index.covering(code, edges), most, area, sight.style.accent)
