"""Where brackets of a text that may be anything close; those in strings do not count, nor is a quote one.

A string ends in its line. So each line but the first can be summed up once, however many brackets of earlier
lines stay open, as in a log of objects that were all cut off.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

STRING = r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
TOKEN = re.compile(rf"{STRING}|[()\[\]{{}}]")


class _Lines(NamedTuple):
    """By line: where it starts, and how many brackets more are open than at the beginning of the text."""

    starts: list[int]
    before: list[int]
    lowest: list[int]
    """In the line."""
    lowest_from: list[int]
    """In the line or any after it."""


class Brackets:
    """The brackets of one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def end(self, at: int) -> int | None:
        """The end of what the bracket before an offset opens; None if it is not closed."""
        stop = self._text.find("\n", at)
        end, depth = self._closed(at, 1, stop if stop >= 0 else len(self._text))
        if end is not None or stop < 0:
            return end
        starts, before, lowest, lowest_from = self._lines
        line = bisect_right(starts, stop)
        closed = before[line] - depth
        if lowest_from[line] > closed:
            return None
        while lowest[line] > closed:
            line += 1
        return self._closed(starts[line], before[line] - closed, len(self._text))[0]

    def _closed(self, at: int, depth: int, stop: int) -> tuple[int | None, int]:
        """Where so many open brackets are closed, if they are before `stop`, and how many are open then."""
        for token in TOKEN.finditer(self._text, at, stop):
            mark = token[0]
            depth += (mark in "([{") - (mark in ")]}")
            if not depth:
                return token.end(), 0
        return None, depth

    @functools.cached_property
    def _lines(self) -> _Lines:
        starts = [0, *(found.end() for found in re.finditer("\n", self._text))]
        before, lowest = [0], []
        tokens = TOKEN.finditer(self._text)
        token = next(tokens, None)
        for stop in [*starts[1:], len(self._text) + 1]:
            depth = least = before[-1]
            while token is not None and token.start() < stop:
                mark = token[0]
                depth += (mark in "([{") - (mark in ")]}")
                least = min(least, depth)
                token = next(tokens, None)
            before.append(depth)
            lowest.append(least)
        return _Lines(starts, before, lowest, [*accumulate(reversed(lowest), min)][::-1])
