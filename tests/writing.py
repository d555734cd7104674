"""JSON texts of given values, in any layout that JSON allows."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

SPACES = ["", "", "", " ", "\n", "\r\n", "\t", "  \n\t "]
SPACES_IN_LINE = ["", "", "", " ", "\t", "  "]


@st.composite
def written(draw: DrawFn, value: Any, *, one_line: bool = False, repeats: bool = False) -> str:
    """Some JSON text of a value.

    With `repeats`, objects may name a key more than once, with another value first, so that the text still
    reads as the value where the last one wins.
    """
    writer = _Writer(random.Random(draw(st.integers(0, 2**32))), one_line, repeats)
    return writer.space() + writer.value(value) + writer.space()


class _Writer:
    def __init__(self, chance: random.Random, one_line: bool, repeats: bool) -> None:
        self.chance = chance
        self.spaces = SPACES_IN_LINE if one_line else SPACES
        self.loose = chance.random() < 0.5
        self.repeats = repeats

    def space(self) -> str:
        return self.chance.choice(self.spaces) if self.loose else ""

    def value(self, value: Any) -> str:
        if isinstance(value, dict):
            return self.joined("{", [self.member(key, part) for key, part in self.members(value)], "}")
        if isinstance(value, list):
            return self.joined("[", [self.value(part) for part in value], "]")
        if isinstance(value, str):
            return self.text(value)
        return json.dumps(value)

    def members(self, value: dict[str, Any]) -> list[tuple[str, Any]]:
        out: list[tuple[str, Any]] = []
        for key, part in value.items():
            if self.repeats and self.chance.random() < 0.1:
                out.append((key, self.chance.choice([part, None, {"x": 1}, {"x": 1, "y": []}, [1], 'a":b'])))
            out.append((key, part))
        return out

    def member(self, key: str, part: Any) -> str:
        return f"{self.text(key)}{self.space()}:{self.space()}{self.value(part)}"

    def joined(self, opening: str, parts: list[str], closing: str) -> str:
        inner = ",".join(f"{self.space()}{part}{self.space()}" for part in parts)
        return f"{opening}{inner or self.space()}{closing}"

    def text(self, text: str) -> str:
        if self.chance.random() < 0.2:
            return '"' + "".join(self.escaped(char) for char in text) + '"'
        return json.dumps(text, ensure_ascii=self.chance.random() < 0.5)

    def escaped(self, char: str) -> str:
        if char == "/" and self.chance.random() < 0.5:
            return "\\/"
        if self.chance.random() < 0.3:
            units = char.encode("utf-16-be")
            return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
        return json.dumps(char, ensure_ascii=False)[1:-1]
