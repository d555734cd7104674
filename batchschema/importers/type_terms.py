"""What a type notation says, as a tree; and the characters that all notations are read from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """One type as written; `text` is its verbatim part of the cell, emphasis and link included."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Term):
    """A type by its name, `models.BatchError` or `str`; `target` where the name is a link."""

    name: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Wrapped(Term):
    """`Optional`, `Nullable`, `OptionalNullable` or a Go `*` around a type."""

    wrapper: str
    inner: Term


@dataclass(frozen=True, slots=True)
class ListOf(Term):
    """A list and what is in it."""

    item: Term


@dataclass(frozen=True, slots=True)
class MapOf(Term):
    """An object whose keys are data, and its values."""

    value: Term


@dataclass(frozen=True, slots=True)
class Constant(Term):
    """A literal: a word, a number, true, false or null."""

    value: Any


@dataclass(frozen=True, slots=True)
class OneOf(Term):
    """A union."""

    members: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class AllOf(Term):
    """An intersection."""

    members: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Inline(Term):
    """An object written out in place: name, type, and whether `?` makes it optional."""

    fields: tuple[tuple[str, Term, bool], ...]


class UnparsedType(ValueError):
    """A cell that the notation's grammar does not cover; `column` counts from 0."""

    def __init__(self, text: str, column: int, expected: str) -> None:
        self.text, self.column, self.expected = text, column, expected
        super().__init__(f"{expected} expected at column {column + 1} of {text!r}")


DEEPEST = 64


class Cursor:
    """A place in a cell's text; blanks and the backslashes that escape punctuation are passed over."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def peek(self, word: str) -> bool:
        """Whether `word` comes next."""
        self._skip()
        return self.text.startswith(word, self.at)

    def take(self, word: str) -> bool:
        """Pass over `word` if it comes next."""
        if not self.peek(word):
            return False
        self.at += len(word)
        return True

    def expect(self, word: str) -> None:
        """Pass over `word`; raises `UnparsedType` when something else comes."""
        if not self.take(word):
            raise self.wrong(f"`{word}`")

    def identifier(self) -> str:
        """A name with dots; empty when none comes next."""
        self._skip()
        start = self.at
        while self.at < len(self.text) and (self.text[self.at].isalnum() or self.text[self.at] in "_.$"):
            self.at += 1
        return self.text[start : self.at]

    def quoted(self) -> str | None:
        """A string literal's value; None when none comes next."""
        self._skip()
        quote = self.text[self.at : self.at + 1]
        if quote not in ('"', "'") or not quote:
            return None
        end, out = self.at + 1, []
        while end < len(self.text) and self.text[end] != quote:
            end += self.text[end] == "\\" and end + 1 < len(self.text)
            out.append(self.text[end])
            end += 1
        if end >= len(self.text):
            raise self.wrong("the end of the string")
        self.at = end + 1
        return "".join(out)

    def link_target(self) -> str:
        """The address in `(…)`, parentheses inside it balanced."""
        self.expect("(")
        start, depth = self.at, 1
        while self.at < len(self.text) and depth:
            depth += {"(": 1, ")": -1}.get(self.text[self.at], 0)
            self.at += 1
        if depth:
            raise self.wrong("`)`")
        return self.text[start : self.at - 1].strip()

    def ends(self) -> bool:
        """Whether nothing is left."""
        self._skip()
        return self.at == len(self.text)

    def wrong(self, expected: str) -> UnparsedType:
        """The error that says what should stand here."""
        return UnparsedType(self.text, self.at, expected)

    def start(self) -> int:
        """Where the next thing begins, blanks passed over."""
        self._skip()
        return self.at

    def slice(self, start: int) -> str:
        """The text from `start` to here."""
        return self.text[start : self.at].strip()

    def _skip(self) -> None:
        while self.at < len(self.text) and (
            self.text[self.at].isspace()
            or (
                self.text[self.at] == "\\"
                and self.text[self.at + 1 : self.at + 2] in ("<", ">", "|", "[", "]", "_")
            )
        ):
            self.at += 1


Parser = Callable[[Cursor], Term]


def parsed(text: str, parse: Parser) -> Term:
    """The whole text as one type; raises `UnparsedType`."""
    cursor = Cursor(text)
    term = parse(cursor)
    if not cursor.ends():
        raise cursor.wrong("the end")
    return term


def deeper(cursor: Cursor, parse: Parser) -> Term:
    """One level down; refuses what is nested beyond any sense."""
    cursor.depth += 1
    if cursor.depth > DEEPEST:
        raise cursor.wrong(f"fewer than {DEEPEST} levels")
    term = parse(cursor)
    cursor.depth -= 1
    return term


def listed(cursor: Cursor, parse: Parser, closing: str) -> list[Term]:
    """One or more types with commas between them, up to `closing`."""
    terms = [deeper(cursor, parse)]
    while cursor.take(","):
        terms.append(deeper(cursor, parse))
    cursor.expect(closing)
    return terms


def marked(cursor: Cursor, parse: Parser, plain: Parser) -> Term:
    """A type in a link or in emphasis, inside which `parse` reads on; else what `plain` reads."""
    if cursor.peek("["):
        return linked(cursor, parse)
    term = emphasised(cursor, parse)
    return term if term is not None else plain(cursor)


def emphasised(cursor: Cursor, parse: Parser) -> Term | None:
    """`*T*` or `` `T` ``; the emphasis belongs to the type's text. None when neither comes next."""
    start = cursor.start()
    for mark in ("**", "*", "`"):
        if cursor.take(mark):
            term = deeper(cursor, parse)
            cursor.expect(mark)
            return replace(term, text=cursor.slice(start))
    return None


def linked(cursor: Cursor, parse: Parser) -> Term:
    """`[T](address)`; the address belongs to the innermost name."""
    start = cursor.start()
    cursor.expect("[")
    term = deeper(cursor, parse)
    cursor.expect("]")
    target = cursor.link_target()
    return _aimed(replace(term, text=cursor.slice(start)), target)


def _aimed(term: Term, target: str) -> Term:
    if isinstance(term, Name):
        return replace(term, target=target)
    if isinstance(term, Wrapped):
        return replace(term, inner=_aimed(term.inner, target))
    if isinstance(term, ListOf):
        return replace(term, item=_aimed(term.item, target))
    if isinstance(term, MapOf):
        return replace(term, value=_aimed(term.value, target))
    return term


def number_of(word: str) -> int | float | None:
    """A literal number; None for any other word."""
    try:
        return int(word) if word.lstrip("-").isdigit() else float(word)
    except ValueError:
        return None
