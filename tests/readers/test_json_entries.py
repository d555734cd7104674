"""The objects of one array of a JSON text, one at a time, wherever the text is cut into blocks."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import Unreadable
from batchschema.readers.json_entries import Piece, iter_objects
from tests.near_payloads import json_values
from tests.readers.test_positions import read_back

PATH = ("log", "entries")
HOSTILE = st.sampled_from(['"', "\\", "{", "[", "}", "]", '\\"', '"entries": [', "é"])
VALUES = st.one_of(json_values, HOSTILE, st.dictionaries(HOSTILE, HOSTILE))


def pieces(text: str, *, block: int = 7, max_payload: int = 1 << 20) -> list[Piece | Unreadable]:
    file = io.BytesIO(text.encode())
    return list(iter_objects(lambda _: file.read(block), PATH, "s", max_payload=max_payload))


@given(
    st.lists(st.dictionaries(st.text(), VALUES)),
    VALUES,
    st.sampled_from([None, 1, 2]),
    st.integers(1, 30),
    st.booleans(),
)
def test_each_object_is_read_at_its_place(
    objects: list[Any], other: Any, indent: int | None, block: int, ascii: bool
) -> None:
    log = {"entries_": other, "version": "1.2", "entries": objects, "pages": [other]}
    text = json.dumps({"x": other, "log": log, "y": other}, indent=indent, ensure_ascii=ascii)
    found = pieces(text, block=block)
    assert [piece.document.value for piece in found if isinstance(piece, Piece)] == objects
    for piece in found:
        assert isinstance(piece, Piece)
        assert read_back(text, piece.start) == piece.document.value


@given(st.lists(st.dictionaries(st.text(max_size=3), HOSTILE), min_size=1, max_size=4), st.data())
def test_what_stands_before_a_cut_is_read(objects: list[Any], data: st.DataObject) -> None:
    text = json.dumps({"log": {"entries": objects}})
    cut = data.draw(st.integers(len('{"log": {"entries": ['), len(text) - 1))
    *whole, last = pieces(text[:cut])
    assert isinstance(last, Unreadable)
    assert "cut off" in last.text
    values = [piece.document.value for piece in whole if isinstance(piece, Piece)]
    assert values == objects[: len(values)]
    assert len(whole) == len(values)


def test_only_what_is_over_the_limit_is_passed_over() -> None:
    large: list[Any] = [{"a": 'x"' * 5000}, {"c": [1, {"d": "y" * 5000}]}, {"e": [{"f": 1}] * 5000}]
    objects = [{"n": 1}, large[0], {"n": 2}, large[1], large[2], {"n": 3}]
    found = pieces(json.dumps({"log": {"entries": objects}}), block=100, max_payload=3000)
    assert [piece.rule if isinstance(piece, Unreadable) else piece.document.value for piece in found] == [
        {"n": 1},
        "payload-too-large",
        {"n": 2},
        "payload-too-large",
        "payload-too-large",
        {"n": 3},
    ]


def test_a_broken_object_is_one_finding() -> None:
    found = pieces('{"log": {"entries": [{"n": 1}, {"n": oops}, 5, {"n": 2}]}}')
    first, wrong, last = found
    assert isinstance(first, Piece)
    assert isinstance(last, Piece)
    assert isinstance(wrong, Unreadable)
    assert wrong.position == (1, 38)


def test_a_text_without_the_array_is_no_recording() -> None:
    for text in ("{}", '{"log": {}}', '{"log": {"entries": {}}}', '{"log": [{"entries": []}]}', "5"):
        (part,) = pieces(text)
        assert isinstance(part, Unreadable)
        assert "no recording" in part.text
    for text in ("", " \n"):
        (part,) = pieces(text)
        assert isinstance(part, Unreadable)
        assert part.text == "is empty"


@pytest.mark.parametrize("space", ["", "\n", " " * 200])
def test_what_follows_the_end_is_said_to_be_there(space: str) -> None:
    whole = '{"log": {"entries": [{"n": 1}]}}'
    (only,) = pieces(whole + space, block=16)
    first, rest = pieces(whole + space + whole, block=16)
    assert isinstance(only, Piece)
    assert isinstance(first, Piece)
    assert isinstance(rest, Unreadable)
    assert "goes on after the end" in rest.text
    before = (whole + space).split("\n")
    assert rest.position == (len(before), len(before[-1]) + 1)
