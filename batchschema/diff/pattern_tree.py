"""Regular expressions as trees, in the ways that engines read them; only what is a regular language.

Engines agree on most of a pattern and differ on a few signs: which characters `\\d`, `\\w`, `\\s` and the
dot stand for, and whether `$` holds before a last line end. A `Reading` is one engine's answer. What is no
regular expression in the strict sense (looking around, references back, word boundaries), or is written in
a way that only some engines take, raises `NotRegular`.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

LAST = 0x10FFFF
Ranges = tuple[tuple[int, int], ...]
"""Code points from first to last, both included, in order and apart."""
ANY: Ranges = ((0, LAST),)
CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}
MOST_REPEATED = 1000
LONGEST = 10_000
"""Characters of a pattern that is read."""


class NotRegular(Exception):
    """A pattern that is not read here."""


class Chars(NamedTuple):
    """One character out of some."""

    ranges: Ranges


class Row(NamedTuple):
    """One after the other."""

    parts: tuple[Tree, ...]


class Choice(NamedTuple):
    """One of several."""

    parts: tuple[Tree, ...]


class Repeat(NamedTuple):
    """As often as told; None is without end."""

    part: Tree
    least: int
    most: int | None


class Start(NamedTuple):
    """The start of the text."""


class End(NamedTuple):
    """The end of the text."""


Tree = Chars | Row | Choice | Repeat | Start | End


def holds(ranges: Ranges, point: int) -> bool:
    """Whether a code point is in one of the ranges."""
    at = bisect.bisect_right(ranges, (point, LAST + 1)) - 1
    return at >= 0 and point <= ranges[at][1]


def merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """The ranges in order, those that touch joined."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return tuple(out)


def others(ranges: Ranges) -> Ranges:
    """Every other code point."""
    edges = [-1, *(edge for first, last in ranges for edge in (first - 1, last + 1)), LAST + 1]
    pairs = zip([edges[0] + 1, *edges[2::2]], [*edges[1::2], LAST], strict=False)
    return tuple((first, last) for first, last in pairs if first <= last)


def _letters(text: str) -> Ranges:
    return merged((ord(letter), ord(letter)) for letter in text)


def _holding(test: Callable[[str], bool]) -> Ranges:
    return merged((point, point) for point in range(LAST + 1) if test(chr(point)))


ECMA = {
    "d": ((48, 57),),
    "w": merged([(48, 57), (65, 90), (95, 95), (97, 122)]),
    "s": merged([*_letters("\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"), (0x2000, 0x200A)]),
}


@functools.cache
def _unicode(letter: str) -> Ranges:
    tests: dict[str, Callable[[str], bool]] = {
        "d": str.isdecimal,
        "w": lambda char: char.isalnum() or char == "_",
        "s": str.isspace,
    }
    return _holding(tests[letter])


@dataclass(frozen=True, slots=True)
class Reading:
    """How an engine reads what engines read differently."""

    of_class: Callable[[str], Ranges]
    """What `\\d`, `\\w` and `\\s` stand for."""
    dot: Ranges
    end: Tree
    """What `$` stands for, where nothing can follow it."""


READINGS = (
    Reading(ECMA.__getitem__, others(_letters("\n\r\u2028\u2029")), End()),  # ECMA-262
    Reading(ECMA.__getitem__, others(_letters("\n")), End()),  # jsonschema-rs
    Reading(_unicode, others(_letters("\n")), Row((Repeat(Chars(_letters("\n")), 0, 1), End()))),  # Python
)


def tree_of(pattern: str, reading: Reading) -> Tree:
    """The tree of a pattern in one reading; raises `NotRegular`."""
    if len(pattern) > LONGEST:
        raise NotRegular(f"{len(pattern)} characters")
    parser = _Parser(pattern, reading)
    tree = parser.choice()
    if parser.rest:
        raise NotRegular(pattern)
    return tree


def of_lengths(least: int, most: int | None) -> Tree:
    """All texts with so many characters."""
    if max(least, most or 0) > MOST_REPEATED:
        raise NotRegular(f"{least} to {most} characters")
    return Row((Start(), Repeat(Chars(ANY), least, most), End()))


class _Parser:
    """Takes a pattern apart from the left; `rest` is what is still to be read."""

    def __init__(self, pattern: str, reading: Reading) -> None:
        self.rest, self.reading = pattern, reading

    def take(self, regex: str) -> re.Match[str] | None:
        found = re.match(regex, self.rest, re.DOTALL)
        if found is not None:
            self.rest = self.rest[found.end() :]
        return found

    def choice(self) -> Tree:
        parts = [self.row()]
        while self.take(r"\|"):
            parts.append(self.row())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def row(self) -> Tree:
        """A row, in which `$` stands last, if at all: elsewhere engines differ in more."""
        parts: list[Tree] = []
        while self.rest and self.rest[0] not in "|)":
            parts.append(self.item())
        ends = [index for index, part in enumerate(parts) if _has_end(part)]
        if ends not in ([], [len(parts) - 1]):
            raise NotRegular("something after `$`")
        return Row(tuple(parts))

    def item(self) -> Tree:
        atom = self.atom()
        found = self.take(r"(?:([*+?])|\{([0-9]{1,4})(?:(,)([0-9]{0,4}))?\})\??")
        if found is None:
            return atom
        if isinstance(atom, (Start, End)) or _has_end(atom) or self.rest[:1] in ("*", "+", "?", "{"):
            raise NotRegular("a repetition of what repeats, or of an anchor")
        if found[1]:
            return Repeat(atom, int(found[1] == "+"), 1 if found[1] == "?" else None)
        least = int(found[2])
        most = None if found[3] and not found[4] else int(found[4] or least)
        if max(least, most or 0) > MOST_REPEATED or (most is not None and most < least):
            raise NotRegular("too many repetitions")
        return Repeat(atom, least, most)

    def atom(self) -> Tree:
        if self.take(r"\((?:\?:|(?!\?))"):
            inner = self.choice()
            if not self.take(r"\)"):
                raise NotRegular("a group without end")
            return inner
        if self.take(r"\^"):
            return Start()
        if self.take(r"\$"):
            return self.reading.end
        if self.take(r"\."):
            return Chars(self.reading.dot)
        if self.rest[0] == "\\":
            return Chars(self.escape())
        if self.take(r"\["):
            return Chars(self.members())
        if self.rest[0] in "*+?{}])(":
            raise NotRegular(f"`{self.rest[0]}` by itself")
        found = self.take(r".")
        assert found is not None, "something is left"
        return Chars(_letters(found[0]))

    def escape(self) -> Ranges:
        found = self.take(r"\\(?:([dwsDWS])|([nrtfv])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([^0-9A-Za-z_\s]))")
        if found is None or (found[5] and (not found[5].isascii() or found[5] in "<>")):
            raise NotRegular("an escape that not every engine has")
        if found[1]:
            ranges = self.reading.of_class(found[1].lower())
            return ranges if found[1].islower() else others(ranges)
        if found[3] or found[4]:
            point = int(found[3] or found[4], 16)
            if 0xD800 <= point <= 0xDFFF:
                raise NotRegular("half a character")
            return ((point, point),)
        return _letters(CONTROLS[found[2]] if found[2] else found[5])

    def members(self) -> Ranges:
        negated = self.take(r"\^") is not None
        ranges: list[tuple[int, int]] = []
        if self.rest[:1] == "]":
            raise NotRegular("a class that begins with its end")
        while not self.take(r"\]"):
            first = self.member()
            if self.rest[:1] == "-" and self.rest[1:2] not in ("]", ""):
                self.take("-")
                last = self.member()
                if not _is_one(first) or not _is_one(last) or first > last:
                    raise NotRegular("a range without two ends")
                first = ((first[0][0], last[0][1]),)
            ranges += first
        return others(merged(ranges)) if negated else merged(ranges)

    def member(self) -> Ranges:
        if not self.rest or self.take(r"\[|&&|--|~~|\|\|"):
            raise NotRegular("a class in a class")
        if self.rest[0] == "\\":
            return self.escape()
        found = self.take(r".")
        assert found is not None, "something is left"
        return _letters(found[0])


def _is_one(ranges: Ranges) -> bool:
    return len(ranges) == 1 and ranges[0][0] == ranges[0][1]


def _has_end(tree: Tree) -> bool:
    if isinstance(tree, (Row, Choice)):
        return any(map(_has_end, tree.parts))
    return isinstance(tree, End) or (isinstance(tree, Repeat) and _has_end(tree.part))
