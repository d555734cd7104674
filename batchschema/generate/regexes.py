"""Patterns (ECMA-262, as JSON Schema has them): what they match, and texts that they match.

Most patterns are a row of characters and classes with counts; those are built from, quickly and within
bounds of length. The rest is left to Hypothesis, in Python's spelling.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from batchschema.generate.cells import Cell

LOWER, UPPER, DIGITS = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
PUNCTUATION = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
PRINTABLE = DIGITS + LOWER + UPPER + PUNCTUATION
CLASSES = {"d": DIGITS, "w": DIGITS + LOWER + UPPER + "_", "s": " "}
MORE = 8
"""How far beyond its least count an open repetition goes."""
SPECIAL = frozenset("^$.*+?()[]{}|\\")


@dataclass(frozen=True, slots=True)
class Piece:
    """Between `least` and `most` characters out of some."""

    letters: str
    least: int = 1
    most: int | None = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A whole text, piece by piece."""

    pieces: tuple[Piece, ...]

    def within(self, least: int, most: int | None, *, more: int = MORE) -> Row | None:
        """The same row with its repetitions narrowed to texts of these lengths.

        No repetition goes more than `more` beyond its least count.
        """
        lows = [piece.least for piece in self.pieces]
        for index, piece in enumerate(self.pieces):
            need = least - sum(lows)
            if need > 0:
                lows[index] += need if piece.most is None else min(need, piece.most - piece.least)
        if sum(lows) < least or (most is not None and sum(lows) > most):
            return None
        spare = max(0, most - sum(lows)) if most is not None else None
        out = []
        for low, piece in zip(lows, self.pieces, strict=True):
            extra = more if piece.most is None else min(piece.most - low, more)
            if spare is not None:
                extra = min(extra, spare)
                spare -= extra
            out.append(Piece(piece.letters, low, low + extra))
        return Row(tuple(out))

    def cell(self) -> Cell:
        """Read such a text from bytes; only for a row that was narrowed."""
        plan: list[tuple[str, int, int]] = []
        size = 0
        for piece in self.pieces:
            most = piece.most if piece.most is not None else piece.least + MORE
            plan.append((piece.letters, piece.least, most))
            size += (most if len(piece.letters) > 1 else 0) + (1 if most > piece.least else 0)

        def read(data: bytes, at: int) -> str:
            out = []
            for letters, least, most in plan:
                count = least
                if most > least:
                    count += data[at] * (most - least + 1) >> 8
                    at += 1
                kinds = len(letters)
                if kinds == 1:
                    out.append(letters * count)
                else:
                    out += [letters[byte * kinds >> 8] for byte in data[at : at + count]]
                    at += most
            return "".join(out)

        return Cell(size, read)

    def shortest(self) -> str:
        """The text with the fewest and first characters."""
        return "".join(piece.letters[0] * piece.least for piece in self.pieces)

    def longest(self) -> str:
        """The text with the most and last characters; open repetitions end somewhere."""
        return "".join(
            piece.letters[-1] * (piece.most if piece.most is not None else piece.least + MORE)
            for piece in self.pieces
        )


@functools.lru_cache(maxsize=512)
def row_of(pattern: str) -> Row | None:
    """Read a pattern as a row; None for one that is more than that.

    A side that is not anchored may have anything beside it; here, it has a few letters.
    """
    rest, pieces = pattern, []
    anchored = rest.startswith("^")
    if anchored:
        rest = rest[1:]
    else:
        pieces.append(Piece(LOWER, 0, None))
    ended = False
    while rest:
        if rest == "$":
            ended = True
            break
        taken = _letters(rest)
        if taken is None:
            return None
        letters, rest = taken
        counted = _count(rest)
        if counted is None or not letters:
            return None
        least, most, rest = counted
        pieces.append(Piece(letters, least, most))
    if not ended:
        pieces.append(Piece(LOWER, 0, None))
    row = Row(tuple(pieces))
    sample = row.within(0, None)
    holds = matcher(pattern)
    return row if sample is not None and holds(sample.shortest()) and holds(sample.longest()) else None


def _letters(rest: str) -> tuple[str, str] | None:
    """One character or class off the front, as the characters it stands for."""
    if rest[0] == "[":
        return _class(rest)
    if rest[0] == ".":
        return PRINTABLE, rest[1:]
    if rest[0] == "\\":
        return _escaped(rest)
    return None if rest[0] in SPECIAL else (rest[0], rest[1:])


def _escaped(rest: str) -> tuple[str, str] | None:
    letter = rest[1:2]
    if letter in CLASSES:
        return CLASSES[letter], rest[2:]
    return (letter, rest[2:]) if letter and not letter.isalnum() else None


def _class(rest: str) -> tuple[str, str] | None:
    at, negated = 1, rest[1:2] == "^"
    at += negated
    letters: dict[str, None] = {}
    while at < len(rest) and rest[at] != "]":
        if rest[at] == "[":
            return None
        if rest[at] == "\\":
            taken = _escaped(rest[at:])
            if taken is None:
                return None
            found, at = taken[0], len(rest) - len(taken[1])
        else:
            found, at = rest[at], at + 1
        if len(found) == 1 and rest[at : at + 1] == "-" and rest[at + 1 : at + 2] not in ("]", "", "\\"):
            last, at = rest[at + 1], at + 2
            if ord(last) - ord(found) > 1024:
                return None
            found = "".join(map(chr, range(ord(found), ord(last) + 1)))
        letters |= dict.fromkeys(found)
    if at >= len(rest):
        return None
    kept = [letter for letter in PRINTABLE if letter not in letters] if negated else list(letters)
    return "".join(kept)[:256], rest[at + 1 :]


def _count(rest: str) -> tuple[int, int | None, str] | None:
    """A repetition off the front: least, most (None: open), what is left."""
    plain = {"*": (0, None), "+": (1, None), "?": (0, 1)}
    found = re.match(r"([*+?])|\{(\d+)(,?)(\d*)\}", rest)
    if not found:
        return None if rest[:1] == "{" else (1, 1, rest)
    left = rest[found.end() :]
    if left[:1] in ("?", "+"):
        return None
    if found[1]:
        return (*plain[found[1]], left)
    least = int(found[2])
    most = int(found[4]) if found[4] else (None if found[3] else least)
    return (least, most, left) if most is None or least <= most <= 4096 else None


@functools.lru_cache(maxsize=512)
def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a text matches somewhere; a pattern that Python cannot read matches whatever an engine says."""
    for spelling in (pattern, translated(pattern)):
        try:
            compiled = re.compile(spelling)
        except (re.error, OverflowError):
            continue
        return lambda text: compiled.search(text) is not None
    return lambda _: True


def translated(pattern: str) -> str:
    """The pattern in Python's spelling, over ASCII."""
    out, at, inside = [], 0, False
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\" and at + 1 < len(pattern):
            found = re.match(r"\\(?:[pP]\{[^}]*\}|u\{[0-9a-fA-F]+\}|.)", pattern[at:], re.DOTALL)
            assert found is not None, "a backslash and a character"
            out.append(_python_escape(found[0], inside))
            at += len(found[0])
            continue
        if letter == "[" and not inside:
            inside = True
        elif letter == "]":
            inside = False
        elif letter == "$" and not inside:
            letter = r"\Z"
        elif letter == "(" and not inside and re.match(r"\(\?<[^=!]", pattern[at:]):
            letter, at = "(?P", at + 1
        out.append(letter)
        at += 1
    return "".join(out)


def _python_escape(escape: str, inside: bool) -> str:
    kind = escape[1]
    if kind in "pP":
        return "A-Za-z" if inside else "[A-Za-z]"
    if kind == "u" and len(escape) > 2:
        return f"\\U{int(escape[3:-1], 16):08x}"
    ascii_class = {"d": "0-9", "w": "0-9A-Za-z_", "s": " "}.get(kind)
    if ascii_class is None:
        return "/" if escape == "\\/" else escape
    return ascii_class if inside else f"[{ascii_class}]"
