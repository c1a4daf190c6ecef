"""What was done to a document and can be undone, as a value.

Owns the order of steps, its bounds, and which state is the saved one. Knows no window and no disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from timeline_app.core.errors import DatasetError
from timeline_app.core.language import LANGUAGES
from timeline_app.dataset.content import Content, MemoryContent
from timeline_app.dataset.document import Document
from timeline_app.dataset.editing.splices import Splices, splice_between
from timeline_app.dataset.editing.step import Edit, Step, carry_out
from timeline_app.dataset.reading.reader import read_again

MOST_STEPS: Final = 200
MOST_BYTES: Final = 64_000_000
"""Of steps: the oldest are forgotten beyond it, but never the newest one."""


@dataclass(frozen=True, slots=True)
class History:
    """A document, the steps that led to it, oldest first, and those undone, the last undone at the end.

    `saved` is the SHA-256 of the content that is on the disk, "" where there is none. `base` is the content
    of the file as it was last read or saved: from it another program goes too, whose changes are merged.
    Undo and redo leave both alone, so what is undone of another program's changes is a change that is not
    saved, and goes into what the file becomes next.
    """

    document: Document
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    saved: str = ""
    base: Content | None = None

    @classmethod
    def opened(cls, document: Document) -> Self:
        """Begin with a document as it was read; a new one without events has nothing to lose either."""
        return cls(document, saved=document.dataset.sha256, base=document.content)

    @classmethod
    def come_back(cls, document: Document, base: bytes | None) -> Self:
        """Begin with a document that was changed and not saved before the program ended.

        `base` is what its file held then; where that is not known, None, the changes cannot be undone.
        """
        history = cls(document, saved=document.sha256_on_disk)
        if base is None:
            return history
        history = replace(history, base=MemoryContent(base))
        if base == document.data:
            return history
        forward = splice_between(base, document.data)
        names = {code: language("Restore Unsaved Changes") for code, language in LANGUAGES.items()}
        digests = (document.sha256_on_disk, document.dataset.sha256)
        step = Step(names, forward, forward.inverse(base), *digests)
        return replace(history, done=(step,))

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
            return replace(self, document=document, saved=saved, base=document.content)
        dataset = replace(self.document.dataset, name=document.dataset.name)
        current = replace(
            self.document, path=document.path, dataset=dataset, sha256_on_disk=document.sha256_on_disk
        )
        return replace(self, document=current, saved=saved, base=document.content)

    def follow_file(self, document: Document, on_disk: Document, names: Mapping[str, str]) -> Self:
        """Take over, as one step of these names, a content that another program's writing has led to.

        `on_disk` is what the file holds now. Where the document has the content already, there is no step.
        """
        return replace(
            self._replaced(document, names),
            document=replace(document, sha256_on_disk=on_disk.sha256_on_disk),
            saved=on_disk.sha256_on_disk,
            base=on_disk.content,
        )

    def go_back(self, content: bytes) -> Self:
        """Take over the content of an earlier version, as one step; raises DatasetError as `read_again`."""
        names = {code: language("Go Back to an Earlier Version") for code, language in LANGUAGES.items()}
        return self._replaced(read_again(self.document, content), names)

    def without_file(self) -> Self:
        """Know that the file is gone: nothing is saved any more."""
        return replace(self, saved="")

    def with_file(self) -> Self:
        """Know that the file is there again as it was last read or saved."""
        return replace(self, saved=self.document.sha256_on_disk)

    def _replaced(self, document: Document, names: Mapping[str, str]) -> Self:
        old, new = self.document.data, document.data
        before, after = self.document.dataset.sha256, document.dataset.sha256
        if before == after:
            return self
        forward = splice_between(old, new)
        step = Step(names, forward, forward.inverse(old), before, after)
        return replace(self, document=document, done=_bounded((*self.done, step)), undone=())

    def _with(self, splices: Splices, expected: str) -> Document:
        document = self.document
        if document.dataset.sha256 != expected:
            message = "the content is not the one that this step belongs to; nothing was changed"
            raise DatasetError.about(document.file_name, message)
        return read_again(document, splices.applied(document.data))


@dataclass(frozen=True, slots=True)
class Move:
    """The one step that lies between two histories; `is_undone` where it was taken back."""

    step: Step
    is_undone: bool

    @property
    def splices(self) -> Splices:
        """Return what made the later content of the earlier one."""
        return self.step.backward if self.is_undone else self.step.forward


def move_between(before: History, after: History) -> Move | None:
    """Return the step that made one history of another, None where it was not a single step."""
    start, end = before.document.dataset.sha256, after.document.dataset.sha256
    if len(after.undone) > len(before.undone):
        step = after.undone[-1]
        return Move(step, is_undone=True) if (step.after, step.before) == (start, end) else None
    if after.done:
        step = after.done[-1]
        return Move(step, is_undone=False) if (step.before, step.after) == (start, end) else None
    return None


def _bounded(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the newest steps that are few and small enough, one at least."""
    size = steps[-1].size
    first = len(steps) - 1
    while first and len(steps) - first < MOST_STEPS and size + steps[first - 1].size <= MOST_BYTES:
        first -= 1
        size += steps[first].size
    return tuple(steps[first:])
