"""The strips of all lanes of a chart: densities, beads, and where their clusters are pointed at.

Owns which strips are drawn, and that all have one scale. What one strip looks like is `strip`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np
import numpy.typing as npt

from timeline_app.scene.arrangement import Arrangement
from timeline_app.scene.beads import Beads
from timeline_app.scene.clusters import Cluster, clusters_of
from timeline_app.scene.crowd import Crowd, column_edges
from timeline_app.scene.display import Box, Primitive, Stamp
from timeline_app.scene.lanes import LaneStack
from timeline_app.scene.lit import dimmed
from timeline_app.scene.sight import Sight
from timeline_app.scene.slots import Slots
from timeline_app.scene.strip import STRIP_HEIGHT, density_bars, density_rects


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
    lanes = [lane for lane, _ in shown]
    codes = [lane.category_code for lane in lanes]
    areas = [Box(plot.x, sight.strip_top(lane) + 2.0, plot.width, STRIP_HEIGHT - 4.0) for lane in lanes]
    bars = density_bars(counts[codes], most, areas)
    found = _found(sight, codes, most, areas)
    for at, (lane, ground) in enumerate(shown):
        colour, area = sight.colour(lane.category_code), areas[at]
        if sight.lit is not None:
            colour = dimmed(colour, ground)
        densities += density_rects(bars[at], colour)
        densities += density_rects(found[at], sight.style.accent)
        boxes = [
            (sight.stretch(cluster.span, area), cluster) for cluster in clusters_by_code[lane.category_code]
        ]
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


def _found(
    sight: Sight, codes: Sequence[int], most: int, areas: Sequence[Box]
) -> Sequence[npt.NDArray[np.float64]]:
    """Return the density of the lit events of lanes, those that have a line included."""
    if sight.lit is None or sight.lit.store is None:
        return [np.empty((0, 4))] * len(codes)
    edges, index = column_edges(sight.store, sight.viewport, areas[0].width), sight.lit.store.index
    return density_bars(np.stack([index.covering(code, edges) for code in codes]), most, areas)
