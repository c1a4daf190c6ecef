"""The viewport: which stretch of time is seen, on how many pixels.

Owns every conversion between time and x. Knows no events and no Qt. Positions are kept in integer ticks
of 2^-20 microseconds, so that no sequence of pans and zooms drifts, from a millisecond to the age of the
universe.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from timeline_app.core.civil import instant_of
from timeline_app.core.instant import DAY, MILLISECOND, Duration, Instant, Span

_TICK_BITS: Final = 20
_TICKS: Final = 1 << _TICK_BITS

SHORTEST: Final = Duration(MILLISECOND)
"""The least time that a viewport shows across its width."""
LONGEST: Final = Duration(instant_of(2_000_000_000_000) - instant_of(-2_000_000_000_000))
"""The most time that a viewport shows: beyond every year that a date may name."""
PRACTICALLY_UNLIMITED_X: Final = 1e7
"""Pixels beyond which a position is as good as infinite; keeps what is painted in Qt's range."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """A half-open span of time on a width of pixels; make one with `showing`."""

    first_tick: int
    ticks: int
    width: float

    @classmethod
    def showing(cls, span: Span, width: float) -> Self:
        """Show a span across the width, at least SHORTEST and at most LONGEST, about its middle."""
        wanted = min(max(span.duration, SHORTEST), LONGEST)
        first = span.start * _TICKS - (wanted - span.duration) * (_TICKS // 2)
        return cls(first, wanted * _TICKS, max(width, 1.0))

    @classmethod
    def fitting(cls, span: Span, width: float, left: float, right: float) -> Self:
        """Show a span with margins of `left` and `right` pixels; they shrink on a narrow width."""
        width = max(width, 1.0)
        shrink = min(1.0, width / (2 * (left + right))) if left + right > 0 else 1.0
        bare = cls.showing(span, width)
        inner = width - (left + right) * shrink
        ticks = min(round(bare.ticks * (width / inner)), LONGEST * _TICKS)
        return cls(bare.first_tick - round(ticks * (left * shrink / width)), ticks, width)

    @classmethod
    def epoch(cls, width: float) -> Self:
        """Show the day of instant 0: a viewport for a chart that has nothing to show yet."""
        return cls.showing(Span(Instant(0), Instant(DAY)), width)

    @property
    def span(self) -> Span:
        """Return the smallest span of whole microseconds that holds all that is seen."""
        end = self.first_tick + self.ticks
        return Span(Instant(self.first_tick >> _TICK_BITS), Instant(-(-end >> _TICK_BITS)))

    @property
    def microseconds_per_pixel(self) -> float:
        """Return the scale."""
        return self.ticks / _TICKS / self.width

    def to_x(self, instant: Instant) -> float:
        """Return the x of an instant, unbounded."""
        return (instant * _TICKS - self.first_tick) / self.ticks * self.width

    def to_xs(self, column: npt.NDArray[np.int64], unit: int) -> npt.NDArray[np.float64]:
        """Return the x of every value of a column in `unit` microseconds, clipped to what can be painted."""
        origin = (self.first_tick >> _TICK_BITS) // unit
        scale = unit * _TICKS / self.ticks * self.width
        offset = self.to_x(Instant(origin * unit))
        # The origin may lie outside int64 although the column does not: subtract what fits, then the rest.
        near = min(max(origin, -(2**62)), 2**62)
        xs = (column - np.int64(near)).astype(np.float64)
        xs = (xs - float(origin - near)) * scale + offset
        return np.clip(xs, -PRACTICALLY_UNLIMITED_X, PRACTICALLY_UNLIMITED_X)

    def to_instant(self, x: float) -> Instant:
        """Return the instant at an x, to the microsecond below."""
        return Instant(self._tick_at(x) >> _TICK_BITS)

    def pan(self, pixels: float) -> Self:
        """Move the view so that what is seen goes `pixels` to the left; time runs on."""
        return replace(self, first_tick=self._tick_at(pixels))

    def holding(self, instant: Instant, x: float) -> Self:
        """Move the view so that an instant stands at x, however far away it was."""
        return replace(self, first_tick=instant * _TICKS - _share(self.ticks, x / self.width))

    def zoom_about(self, x: float, factor: float) -> Self:
        """Show `factor` times less time and keep the instant at x where it is; stops at the limits."""
        ticks = min(max(round(self.ticks / factor), SHORTEST * _TICKS), LONGEST * _TICKS)
        # The tick at x is the same before and after, exactly: zooming out and in again comes back.
        first = self._tick_at(x) - _share(ticks, x / self.width)
        return replace(self, first_tick=first, ticks=ticks)

    def resized(self, width: float) -> Self:
        """Return the same span on another width."""
        return replace(self, width=max(width, 1.0))

    def towards(self, target: Self, progress: float) -> Self:
        """Return the viewport on the way to a target; 0 is this one, 1 the target.

        The scale changes by an even factor a step, and the view moves with it so that what both ends of
        the way show goes straight to its place.
        """
        if progress <= 0.0:
            return self
        if progress >= 1.0:
            return target
        if target.ticks < self.ticks:
            # Counted from the nearer view, where a rounding is the smallest part of a pixel.
            return target.towards(self, 1.0 - progress)
        ratio = target.ticks / self.ticks
        ticks = max(round(self.ticks * ratio**progress), 1)
        moved = progress if abs(ratio - 1.0) < 1e-6 else (ratio**progress - 1.0) / (ratio - 1.0)
        first = self.first_tick + round((target.first_tick - self.first_tick) * moved)
        return replace(self, first_tick=first, ticks=ticks)

    def _tick_at(self, x: float) -> int:
        return self.first_tick + _share(self.ticks, x / self.width)


def _share(ticks: int, part: float) -> int:
    """Return a part of a count of ticks, exact in integers as a product of floats is not."""
    numerator, denominator = part.as_integer_ratio()
    return ticks * numerator // denominator
