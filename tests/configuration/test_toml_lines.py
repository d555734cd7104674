"""The lines of keys in TOML: what `tomllib` reads, the scanner places."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from batchschema.config.place import Place
from batchschema.config.toml_lines import line_of, lines_of

KEYS = st.one_of(
    st.sampled_from(["a", "b-c", "1", "ignore", "a.b", "", "#", "[x]", '"', "é", "=", "'"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=4),
)
NOISE = (
    "", "# ignore = 1", "   # [a]\n", "\n\n", '# """', "\t# '''",
)  # fmt: skip


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Every key and item of what `tomllib` read."""
    parts: Any = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    for key, part in parts:
        yield (*place, key)
        yield from places(part, (*place, key))


@st.composite
def scalars(draw: DrawFn, number: int) -> str:
    """One value in one of TOML's ways; where it has text, its number is in it."""
    mark = f"§{number}§"
    return draw(
        st.sampled_from(
            [
                f'"{mark} # = [x] \\" \\\\"',
                f"'{mark} # = [x] \\'",
                f'"""{mark}\n# no comment\n[table]\nkey = 1 "" \\" ""\n"""',
                f"'''{mark}\n\"\"\"\n[[table]]\n'''",
                f'"""{mark} ends in quotes"""""',
                f"'''{mark} ends in quotes'''''",
                f'["{mark}", # ]\n "x", 1979-05-27 07:32:00,\n]',
                f'{{ "{mark}" = 1, b.c = "}}", d = [1, {{ e = 2 }}] }}',
                "1979-05-27",
                "1979-05-27 07:32:00Z",
                "-1_000.5e3",
                "true",
                "inf",
                "[]",
                "{}",
                "[[1, [2]], 'a]']",
            ]
        )
    )


def key_text(draw: DrawFn, key: str) -> str:
    """A key, bare where it may be."""
    if (
        key
        and all(char.isascii() and (char.isalnum() or char in "-_") for char in key)
        and draw(st.booleans())
    ):
        return key
    if "'" not in key and draw(st.booleans()):
        return f"'{key}'"
    return json.dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")


@st.composite
def documents(draw: DrawFn) -> str:
    """TOML, most of it valid: pairs, dotted keys, tables and arrays of tables between comments."""
    lines: list[str] = []
    for number in range(draw(st.integers(0, 8))):
        lines.append(draw(st.sampled_from(NOISE)))
        keys = [key_text(draw, key) for key in draw(st.lists(KEYS, min_size=1, max_size=3))]
        dotted = draw(st.sampled_from([".", " . "])).join(keys)
        shape = draw(st.sampled_from(["pair", "pair", "pair", "table", "array"]))
        if shape == "pair":
            lines.append(f"{draw(st.sampled_from(['', '  ']))}{dotted} = {draw(scalars(number))} # end")
        else:
            lines.append(f"[{dotted}] # x" if shape == "table" else f"[[ {dotted} ]]")
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


@given(documents(), st.booleans())
def test_every_key_that_is_read_has_a_line_and_nothing_else_has(text: str, dos: bool) -> None:
    text = text.replace("\n", "\r\n") if dos else text
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(lines_of(text)) == set(places(content))


@given(documents())
def test_the_line_of_a_text_has_the_text(text: str) -> None:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines, rows = lines_of(text), text.split("\n")
    for place in places(content):
        value: Any = content
        for token in place:
            value = value[token]
        if isinstance(value, str) and value.startswith("§"):
            assert value.split("\n")[0].split(" ")[0] in rows[lines[place] - 1]


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ('# ignore = []\nx = "ignore = 1"\n"ignore" = []\n', ("ignore",), 3),
        ('x = """\nignore = 1\n"""\nignore = 2\n', ("ignore",), 4),
        ("tool.batchschema.ignore = [\n  # 'a'\n  'b',\n  'c']\n", ("tool", "batchschema", "ignore", 1), 4),
        ("[[s]]\nr = 1\n[[s]]\nq = 1\nr = 2\n", ("s", 1, "r"), 5),
        ("[[s]]\n[s.t]\na = 1\n[[s]]\n[s.t]\na = 2\n", ("s", 1, "t", "a"), 6),
        ("a = {b = 1, c = {d = 2}}\n", ("a", "c", "d"), 1),
        ("\n\n[a]\n", ("a", "not-there"), 3),
        ("a = 1\n", ("not-there",), 1),
        ("", ("a",), 1),
    ],
)
def test_lines_of_places(text: str, place: Place, line: int) -> None:
    assert line_of(text, place) == line
