"""JSON and YAML in random layouts, with the place of each key and item: where a reader has to find it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from random import Random
from typing import Any

from batchschema.core import Pointer, Position

PLAIN = re.compile(r"[A-Za-z$][A-Za-z_]*\Z")
WORDS = ("null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE")
START = Position(1, 1)


@dataclass(frozen=True)
class Inner:
    """A text that stands in a document and holds JSON of its own, perhaps with a flaw."""

    text: str
    places: dict[Pointer, int]
    """In characters from its start."""


def inner(value: Any, random: Random, *, flawed: bool) -> Inner:
    """JSON to put into a string; a flawed one has a comma too many at its end."""
    writer = Json(random)
    writer.value(value, Pointer())
    text = writer.text
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    places = {at: starts[place.line - 1] + place.column - 1 for at, place in writer.places.items()}
    return Inner(re.sub(r"\}\Z", ",}", text) if flawed else text, places)


@dataclass
class Writer:
    """Text that grows, and what stands where in it."""

    random: Random
    newline: str = "\n"
    places: dict[Pointer, Position] = field(default_factory=dict)
    texts: dict[Pointer, list[Position]] = field(default_factory=dict)
    """The places of each character of a text that holds JSON."""
    parts: list[str] = field(default_factory=list)
    here: Position = START
    in_literal: bool = False
    """Whether a literal block ends here, after which no comment may stand."""

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def put(self, text: str) -> None:
        for char in text:
            line, column = self.here
            self.parts.append(self.newline if char == "\n" else char)
            self.here = Position(line + 1, 1) if char == "\n" else Position(line, column + 1)

    def quoted(self, value: Inner, at: Pointer) -> None:
        """A text in double quotes, as JSON and YAML have them."""
        self.put('"')
        places = self.texts[at] = []
        for char in value.text:
            places.append(self.here)
            self.put(json.dumps(char, ensure_ascii=False)[1:-1])
        places.append(self.here)
        self.put('"')
        self.places |= {at + way: places[offset] for way, offset in value.places.items() if way}

    def one_of(self, *texts: str) -> None:
        self.put(self.random.choice(texts))


class Json(Writer):
    """Any white space that JSON allows."""

    def gap(self) -> None:
        self.one_of("", "", " ", "\n", "\t", "\n    ")

    def value(self, value: Any, at: Pointer) -> None:
        self.places.setdefault(at, self.here)
        if isinstance(value, dict):
            self.put("{")
            for index, (key, part) in enumerate(value.items()):
                self.put("," if index else "")
                self.gap()
                self.places[at / key] = self.here
                self.put(json.dumps(key, ensure_ascii=self.random.random() < 0.5))
                self.gap()
                self.put(":")
                self.gap()
                self.value(part, at / key)
                self.gap()
            self.put("}")
        elif isinstance(value, list):
            self.put("[")
            for index, part in enumerate(value):
                self.put("," if index else "")
                self.gap()
                self.value(part, at / index)
                self.gap()
            self.put("]")
        elif isinstance(value, Inner):
            self.quoted(value, at)
        else:
            self.put(json.dumps(value, ensure_ascii=self.random.random() < 0.5))


class Yaml(Writer):
    """Block and flow style, with comments, plain and quoted keys, literal blocks."""

    def block(self, value: Any, at: Pointer, indent: int) -> None:
        """A block collection whose first key stands here."""
        self.places.setdefault(at, self.here)
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for index, (token, part) in enumerate(items):
            if index:
                self.one_of("\n", "\n\n", "\n" if self.in_literal else " # words: {\n")
                self.in_literal = False
                self.put(" " * indent)
            if isinstance(value, dict):
                self.places[at / token] = self.here
                self.scalar(token)
                self.put(":")
                self.under(part, at / token, indent, beside=False)
            else:
                self.put("- ")
                self.places[at / token] = self.here
                self.under(part, at / token, indent, beside=True)

    def under(self, part: Any, at: Pointer, indent: int, *, beside: bool) -> None:
        """What a key or a dash holds; a collection may begin on the next line, after a dash on this one."""
        deeper = indent + 2
        if isinstance(part, (dict, list)) and part and self.random.random() < 0.7:
            if not beside:
                self.put("\n" + " " * deeper)
            self.block(part, at, deeper)
        elif isinstance(part, Inner) and part.text.strip() and self.random.random() < 0.5:
            self.put("|-" if beside else " |-")
            self.literal(part, at, deeper)
        else:
            self.put("" if beside else " ")
            self.flow(part, at, deeper)

    def literal(self, value: Inner, at: Pointer, indent: int) -> None:
        places = self.texts[at] = []
        self.put("\n" + " " * indent)
        for char in value.text:
            places.append(self.here)
            self.put(char + " " * indent if char == "\n" else char)
        places.append(self.here)
        self.places |= {at + way: places[offset] for way, offset in value.places.items() if way}
        self.in_literal = True

    def flow(self, value: Any, at: Pointer, indent: int) -> None:
        if isinstance(value, dict):
            self.put("{")
            for index, (key, part) in enumerate(value.items()):
                self.put("," if index else "")
                self.gap(indent)
                self.places[at / key] = self.here
                self.scalar(key)
                self.put(": ")
                self.flow(part, at / key, indent)
            self.put("}")
        elif isinstance(value, list):
            self.put("[")
            for index, part in enumerate(value):
                self.put("," if index else "")
                self.gap(indent)
                self.places[at / index] = self.here
                self.flow(part, at / index, indent)
            self.put("]")
        elif isinstance(value, Inner):
            self.quoted(value, at)
        elif isinstance(value, str):
            self.scalar(value)
        else:
            self.put(json.dumps(value))

    def gap(self, indent: int) -> None:
        self.one_of(" ", " ", "\n" + " " * (indent + 1), " # }, words\n" + " " * (indent + 1))

    def scalar(self, text: str) -> None:
        if PLAIN.match(text) and text not in WORDS and self.random.random() < 0.5:
            self.put(text)
        elif self.random.random() < 0.5:
            self.put("'" + text.replace("'", "''") + "'")
        else:
            self.put(json.dumps(text, ensure_ascii=False))


def written(value: Any, style: str, random: Random) -> Writer:
    """A document in one of the styles: json, block or flow."""
    newline = random.choice(["\n", "\r\n"])
    if style == "json":
        text = Json(random, newline)
        text.value(value, Pointer())
        return text
    writer = Yaml(random, newline)
    if random.random() < 0.5:
        writer.put("# a comment: {\n---\n")
    if style == "flow":
        writer.places[Pointer()] = writer.here
        writer.flow(value, Pointer(), 0)
    else:
        writer.block(value, Pointer(), 0)
    writer.put("\n")
    if random.random() < 0.5:
        writer.put("---\nopenapi: another document\n")
    return writer
