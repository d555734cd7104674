"""What the catalogue adds survives reading a document again; what the document said does not."""

from __future__ import annotations

from typing import Any

import pytest

from batchschema.importers.kept import with_kept

OURS = {"description": "Moment the job was submitted.", "x-concept": "created_at"}


def read_again(document: dict[str, Any], known: dict[str, Any]) -> Any:
    schema = {"type": "object", "properties": {"made": document}}
    return with_kept(schema, {"properties": {"made": known}, "type": "object"})["properties"]["made"]


def test_our_words_and_an_inferred_unit_are_kept_and_in_their_order() -> None:
    known = {"type": "integer", **OURS, "x-unit": "epoch-seconds", "x-unit-basis": "inferred"}
    kept = read_again({"x-concept": "updated_at", "type": "number"}, known)
    assert list(kept.items()) == list((known | {"type": "number"}).items())


@pytest.mark.parametrize(
    ("stated", "unit"),
    [
        ({}, None),
        ({"x-unit": "epoch-milliseconds", "x-unit-basis": "documented"}, "epoch-milliseconds"),
    ],
)
def test_a_unit_that_a_document_stated_is_the_documents(stated: dict[str, str], unit: str | None) -> None:
    known = {"type": "integer", "x-unit": "epoch-seconds", "x-unit-basis": "documented"}
    assert read_again({"type": "integer", **stated}, known).get("x-unit") == unit


def test_the_shape_of_an_id_is_for_texts() -> None:
    known = {"type": ["string", "null"], "x-id-shape": "^batch_"}
    assert read_again({"type": ["string", "null"]}, known)["x-id-shape"] == "^batch_"
    assert "x-id-shape" not in read_again({"type": ["integer", "null"]}, known)


def test_a_place_that_is_gone_stays_gone_and_a_new_one_is_as_it_is() -> None:
    schema = {"properties": {"new": {"type": "string"}}, "additionalProperties": True}
    known = {"properties": {"old": {"type": "string", **OURS}}, "additionalProperties": OURS}
    assert with_kept(schema, known) == schema


@pytest.mark.parametrize("word", ["items", "additionalProperties"])
def test_what_lies_in_lists_and_maps_is_kept_too(word: str) -> None:
    kept = with_kept({word: {"type": "string"}}, {word: {"type": "string", "x-id-shape": "^file-"}})
    assert kept == {word: {"type": "string", "x-id-shape": "^file-"}}
