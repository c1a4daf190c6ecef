"""What was done to a document and can be undone, as a value.

Owns the order of steps, its bounds, and which state is the saved one. Knows no window and no disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from timeline_app.core.errors import DatasetError
from timeline_app.dataset.addition import file_name_of
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.splices import Splices
from timeline_app.dataset.editing.step import Edit, Step, carry_out
from timeline_app.dataset.reader import read_again

MOST_STEPS: Final = 200
MOST_BYTES: Final = 64_000_000
"""Of steps: the oldest are forgotten beyond it, but never the newest one."""


@dataclass(frozen=True, slots=True)
class History:
    """A document, the steps that led to it, oldest first, and those undone, the last undone at the end.

    `saved` is the SHA-256 of the content that is on the disk, "" where there is none.
    """

    document: Document
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    saved: str = ""

    @classmethod
    def opened(cls, document: Document) -> Self:
        """Begin with a document as it was read; a new one without events has nothing to lose either."""
        return cls(document, saved=document.dataset.sha256)

    @property
    def is_saved(self) -> bool:
        """Tell whether the document has the content that was saved, however it came to it."""
        return self.document.dataset.sha256 == self.saved

    def do(self, edit: Edit) -> Self:
        """Carry out an edit; one that changes nothing is no step. Raises DatasetError as `carry_out`."""
        document, step = carry_out(self.document, edit)
        if step is None:
            return self
        return replace(self, document=document, done=_bounded((*self.done, step)), undone=())

    def undo(self) -> Self:
        """Take back the last step; without one nothing changes."""
        if not self.done:
            return self
        step = self.done[-1]
        document = self._with(step.backward, step.after)
        return replace(self, document=document, done=self.done[:-1], undone=(*self.undone, step))

    def redo(self) -> Self:
        """Do again what was undone last; without it nothing changes."""
        if not self.undone:
            return self
        step = self.undone[-1]
        document = self._with(step.forward, step.before)
        return replace(self, document=document, done=(*self.done, step), undone=self.undone[:-1])

    def saved_as(self, document: Document) -> Self:
        """Take over what saving returned: all steps stay, and its content is the saved one.

        Where edits went on while it was saved, the document keeps them and takes over its file.
        """
        saved = document.dataset.sha256
        if saved == self.document.dataset.sha256:
            return replace(self, document=document, saved=saved)
        dataset = replace(self.document.dataset, name=document.dataset.name)
        current = replace(
            self.document, path=document.path, dataset=dataset, sha256_on_disk=document.sha256_on_disk
        )
        return replace(self, document=current, saved=saved)

    def _with(self, splices: Splices, expected: str) -> Document:
        document = self.document
        if document.dataset.sha256 != expected:
            message = "the content is not the one that this step belongs to; nothing was changed"
            raise DatasetError.about(file_name_of(document), message)
        return read_again(document, splices.applied(document.data))


def _bounded(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the newest steps that are few and small enough, one at least."""
    size = steps[-1].size
    first = len(steps) - 1
    while first and len(steps) - first < MOST_STEPS and size + steps[first - 1].size <= MOST_BYTES:
        first -= 1
        size += steps[first].size
    return tuple(steps[first:])
