"""How the arrays of a search index are made of texts, within bounded memory.

Owns the runs: parts of the documents that are indexed one after the other, sorted, and merged. Knows no
queries and no events.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from timeline_app.core.columns import Int32Column, Int64Column
from timeline_app.core.folding import pieces_of, tokens_of

_BLOCK: Final = 1 << 14
"""So many words, as they are written, are turned into tokens at once."""
_RUN: Final = 1 << 21
"""So many tokens are sorted at once."""
_POSITION_BITS: Final = 32


class Postings(NamedTuple):
    """Sorted tokens, one after the other as UTF-8, and the positions of each; ends are exclusive.

    Token t is `letters`[token_ends[t - 1], token_ends[t]), its positions, ascending and each once, are
    `positions`[position_ends[t - 1], position_ends[t]).
    """

    letters: bytes
    token_ends: Int64Column
    positions: Int32Column
    position_ends: Int64Column

    @property
    def tokens(self) -> Iterator[bytes]:
        """Yield the tokens."""
        return (self.letters[first:last] for first, last in pairwise([0, *self.token_ends.tolist()]))


def indexed(documents: Iterable[tuple[int, Iterable[str]]]) -> Postings:
    """Return the tokens of documents, given with their positions in ascending order."""
    return _merged(list(_runs(documents)))


class _Words(dict[str, int]):
    """The words of a run as they are written, blanks being the only border, and the tokens of each.

    A word is folded once: most are written the same way again. Word w has the `codes` [ends[w], ends[w + 1]).
    """

    def __init__(self) -> None:
        self.tokens: dict[str, int] = {}
        self.codes = array("i")
        self.ends = array("q", [0])

    def __missing__(self, word: str) -> int:
        code = len(self)
        self[word] = code
        for piece in pieces_of(word):
            self.codes.extend(self.tokens.setdefault(token, len(self.tokens)) for token in tokens_of(piece))
        self.ends.append(len(self.codes))
        return code

    def expanded(self, wanted: Int32Column, positions: Int32Column) -> tuple[Int32Column, Int32Column]:
        """Return the tokens of words, given by their codes, and for each the position of its word."""
        ends = np.array(self.ends)
        counts = np.diff(ends)[wanted]
        after = np.cumsum(counts)
        places = np.arange(after[-1]) + np.repeat(ends[wanted] - after + counts, counts)
        return np.array(self.codes)[places], np.repeat(positions, counts)


@dataclass(slots=True)
class _Run:
    """Tokens of some documents, not yet sorted."""

    words: _Words
    tokens: list[Int32Column]
    positions: list[Int32Column]
    size: int = 0

    def add(self, words: Sequence[str], positions: Sequence[int], counts: Sequence[int]) -> None:
        """Add documents by their words; `counts` says how many of the words are of each."""
        if not words:
            return
        by_word = np.repeat(np.array(positions, np.int32), np.array(counts))
        codes = np.fromiter(map(self.words.__getitem__, words), np.int32, len(words))
        tokens, by_token = self.words.expanded(codes, by_word)
        self.tokens.append(tokens)
        self.positions.append(by_token)
        self.size += len(tokens) + len(self.words.codes) // 64

    def sorted(self) -> Postings:
        """Return the tokens in order, each with its positions."""
        names = sorted(self.words.tokens)
        ranks = np.empty(len(names), np.int64)
        ranks[[self.words.tokens[name] for name in names]] = np.arange(len(names))
        keys = ranks[np.concatenate(self.tokens)] << _POSITION_BITS
        keys |= np.concatenate(self.positions)
        keys.sort()
        keys = keys[np.diff(keys, prepend=-1) != 0]
        spelled = [name.encode() for name in names]
        counts = np.bincount(keys >> _POSITION_BITS, minlength=len(names))
        return Postings(
            b"".join(spelled),
            np.cumsum([len(name) for name in spelled], dtype=np.int64),
            keys.astype(np.int32),
            np.cumsum(counts),
        )


def _runs(documents: Iterable[tuple[int, Iterable[str]]]) -> Iterator[Postings]:
    run = _Run(_Words(), [], [])
    words, positions, counts = list[str](), list[int](), list[int]()
    for position, texts in documents:
        written = " ".join(texts).split()
        words += written
        positions.append(position)
        counts.append(len(written))
        if len(words) < _BLOCK:
            continue
        run.add(words, positions, counts)
        words, positions, counts = [], [], []
        if run.size >= _RUN:
            yield run.sorted()
            run = _Run(_Words(), [], [])
    run.add(words, positions, counts)
    if run.size:
        yield run.sorted()


def _merged(runs: list[Postings]) -> Postings:
    """Merge runs of ascending positions; the list is emptied, so that each is freed when it is copied."""
    letters, token_ends, ids = bytearray(), array("q"), [array("q") for _ in runs]
    last = None
    for token, number in heapq.merge(*(_numbered(run, number) for number, run in enumerate(runs))):
        if token != last:
            letters += token
            token_ends.append(len(letters))
            last = token
        ids[number].append(len(token_ends) - 1)
    counts = np.zeros(len(token_ends), np.int64)
    for run, numbers in zip(runs, ids, strict=True):
        counts[numbers] += np.diff(run.position_ends, prepend=0)
    position_ends = np.cumsum(counts)
    positions = np.empty(int(counts.sum()), np.int32)
    free = position_ends - counts
    runs.reverse()
    for numbers in ids:
        run, own = runs.pop(), np.array(numbers)
        lengths = np.diff(run.position_ends, prepend=0)
        shift = free[own] - (run.position_ends - lengths)
        positions[np.arange(len(run.positions)) + np.repeat(shift, lengths)] = run.positions
        free[own] += lengths
    return Postings(bytes(letters), np.array(token_ends, np.int64), positions, position_ends)


def _numbered(run: Postings, number: int) -> Iterator[tuple[bytes, int]]:
    return ((token, number) for token in run.tokens)
