"""Every table obeys its schema and the laws beyond it; a file dropped in is a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest

from batchschema import load
from batchschema.catalog.lifecycles import lifecycle_for
from batchschema.core.lifecycle import Lifecycle, lifecycle_of, places_of
from batchschema.core.spelling import folded
from batchschema.shape import shape_of
from tests.command import ROOT

META = ROOT / "schemas" / "_meta"
TABLES = sorted((META / "lifecycles").glob("*.json"))
CONCEPTS = set(orjson.loads((META / "concepts.json").read_bytes())["concepts"])
VENDORS = sorted({str(variant.vendor) for variant in load().values()})

each_table = pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)


def read(path: Path) -> Any:
    return orjson.loads(path.read_bytes())


def lifecycle_at(path: Path) -> Lifecycle:
    found = lifecycle_for(path.stem)
    assert found is not None
    return found


@each_table
def test_a_table_obeys_the_schema_of_tables(path: Path) -> None:
    schema = read(META / "lifecycle.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(read(path))


@each_table
def test_a_table_is_called_after_its_vendor(path: Path) -> None:
    assert read(path)["vendor"] == path.stem
    assert lifecycle_at(path).vendor == path.stem


@each_table
def test_a_table_is_like_one_that_is_like_none(path: Path) -> None:
    like = read(path).get("like")
    assert like is None or "like" not in read(path.with_name(f"{like}.json"))


@each_table
def test_a_table_speaks_of_concepts_that_there_are(path: Path) -> None:
    lifecycle = lifecycle_at(path)
    spoken = {concept for row in (*lifecycle.orders, *lifecycle.growing) for concept in row}
    spoken |= {*lifecycle.followed, *lifecycle.absent_is_zero}
    spoken |= {count for each in lifecycle.sums for count in (each.whole, *each.parts)}
    spoken |= {count for each in lifecycle.zeros for count in each.counts}
    spoken |= {status.timestamp for status in lifecycle.statuses if status.timestamp is not None}
    assert spoken <= CONCEPTS


@each_table
def test_a_table_speaks_of_statuses_of_its_own(path: Path) -> None:
    lifecycle = lifecycle_at(path)
    words = [folded(word) for status in lifecycle.statuses for word in (status.word, *status.also)]
    assert len(words) == len(set(words))
    named = {word for status in lifecycle.statuses for word in status.after}
    named |= {word for each in lifecycle.sums for word in each.statuses or ()}
    named |= {word for each in lifecycle.zeros for word in each.statuses}
    assert named <= {status.word for status in lifecycle.statuses}


@each_table
def test_no_status_comes_before_itself_and_what_is_terminal_before_none(path: Path) -> None:
    lifecycle = lifecycle_at(path)
    for one in lifecycle.statuses:
        assert not lifecycle.precedes(one, one)
        for other in lifecycle.statuses:
            assert not (one.terminal and lifecycle.precedes(one, other))
            assert not (lifecycle.precedes(one, other) and lifecycle.precedes(other, one))


@each_table
def test_what_a_job_is_and_when_things_happened_are_told_apart(path: Path) -> None:
    lifecycle = lifecycle_at(path)
    assert not set(lifecycle.identity) & set(lifecycle.set_once)
    ordered = {concept for row in lifecycle.orders for concept in row}
    assert set(lifecycle.set_once) <= ordered


@each_table
def test_a_table_is_of_a_vendor_in_the_catalogue(path: Path) -> None:
    assert path.stem in VENDORS


@pytest.mark.parametrize("id", sorted(load()))
def test_the_words_of_a_variant_are_those_of_its_vendors_table(id: str) -> None:
    lifecycle = lifecycle_for(load()[id].vendor)
    places = places_of(shape_of(load()[id].schema))
    if lifecycle is None or "status" not in places:
        return
    known = [word for word in places["status"][1].values or () if isinstance(word, str)]
    strange = {word for word in known if lifecycle.status_of(word) is None}
    assert len(strange) < len(known) or not known, "a table that knows none of the words is another vendor's"
    if load()[id].vendor not in ("fireworks", "gemini", "cohere"):  # words of other kinds of job, or of none
        assert not strange


def test_a_vendor_without_a_table_has_no_lifecycle() -> None:
    assert lifecycle_for("nobody") is None
    assert lifecycle_for(None) is None


def test_a_table_that_says_nothing_but_its_name_is_silence_throughout() -> None:
    lifecycle = lifecycle_of({"vendor": "new", "sources": ["None."]})
    assert lifecycle.followed == ("status",)
    assert lifecycle.status_of("completed") is None
