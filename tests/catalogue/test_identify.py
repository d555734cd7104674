"""Evidence tells whose batch job a payload is; convention breaks ties and names them. On made-up vendors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema import load
from batchschema.catalog import Choice, Identifier
from batchschema.catalog.identify import SDK_NOTATIONS
from batchschema.core import Variant
from batchschema.core.variant import variant_of
from tests.command import ROOT
from tests.near_payloads import VARIANTS

KEYS = ("id", "kind", "state", "made_at", "done_at", "model", "labels", "tally")


def variant(id: str, keys: Sequence[str] = KEYS, **facts: Any) -> Variant:
    """A made-up variant: its date, party and notation, the words of `state`, shapes of ids."""
    label, _, version = id.partition("@")
    vendor, surface = label.split("/")
    properties: dict[str, dict[str, Any]] = {key: {} for key in keys}
    if "state" in properties:
        properties["state"] = {"x-concept": "status", "enum": facts.get("words", ["ON", "OFF"])}
    for key, fact in (("id", "shape"), ("model", "model")):
        if fact in facts:
            properties[key] = {"x-id-shape": facts[fact]}
    about = {
        "vendor": vendor,
        "surface": surface,
        "version": version or None,
        "date": facts.get("date"),
        "party": facts.get("party", "first"),
        "source": {"document": "d", "notation": facts.get("notation", "openapi-3.1")},
    }
    return variant_of({"title": "Job", "x-variant": about, "properties": properties}, name=id)


def payload(keys: Sequence[str] = KEYS, **values: Any) -> dict[str, Any]:
    return {key: values.get(key, 0) for key in keys}


def chosen(value: Mapping[str, Any], *variants: Variant) -> Choice:
    """The choice, which the order of the catalogue has no say in."""
    choices = [Identifier(list(order)).identify(value) for order in permutations(variants)]
    told = {
        (choice.variant.id, *(tie.id for tie in choice.ties), choice.until)
        for choice in choices
        if choice is not None
    }
    assert len(told) == 1
    assert choices[0] is not None
    return choices[0]


def ids(choice: Choice) -> list[str]:
    return [choice.variant.id, *(tie.id for tie in choice.ties)]


OLD, NEW = variant("a/api@1", date="2025-01-01"), variant("a/api@2", (*KEYS, "agent"), date="2026-01-01")


def test_keys_tell_the_version_and_it_is_said_until_when_that_holds() -> None:
    complete = chosen(payload(), OLD, NEW)
    assert ids(complete) == ["a/api@1"]
    assert complete.until == "2026-01-01"
    newer = chosen(payload((*KEYS, "agent")), OLD, NEW)
    assert ids(newer) == ["a/api@2"]
    assert newer.until is None


def test_absent_keys_tell_nothing_of_a_payload_that_lacks_some_of_every_version() -> None:
    assert ids(chosen(payload(KEYS[:4]), OLD, NEW)) == ["a/api@2", "a/api@1"]


def test_versions_of_the_same_keys_tie_and_the_newest_is_chosen() -> None:
    versions = [
        variant(f"a/api@{version}", date=date)
        for version, date in (("1.9.0", "2025-01-01"), ("1.10.0", "2025-01-01"), ("1.8.0", "2024-05-01"))
    ]
    assert ids(chosen(payload(), *versions)) == ["a/api@1.10.0", "a/api@1.9.0", "a/api@1.8.0"]


def test_a_version_without_a_date_is_followed_by_a_number() -> None:
    one, two = variant("a/api@1"), variant("a/api@2", (*KEYS, "agent"))
    assert chosen(payload(), one, two).until == "2"


@pytest.mark.parametrize("notation", sorted(SDK_NOTATIONS))
def test_the_description_of_the_wire_comes_before_an_sdks(notation: str) -> None:
    sdk = variant("a/sdk@9", date="2026-11-11", notation=notation)
    assert ids(chosen(payload(), OLD, sdk)) == ["a/api@1", "a/sdk@9"]


def test_every_notation_describes_either_the_wire_or_an_sdk() -> None:
    known = json.loads((ROOT / "schemas" / "_meta" / "notations.json").read_text())["notations"]
    assert set(known) >= SDK_NOTATIONS


def test_a_vendors_own_document_comes_before_somebody_elses_about_it() -> None:
    theirs = variant("a/page", date="2026-11-11", party="third")
    assert ids(chosen(payload(), OLD, theirs)) == ["a/api@1"]
    assert ids(chosen(payload(), theirs)) == ["a/page"]
    other = variant("b/page", date="2024-01-01", party="third")
    assert ids(chosen(payload(), OLD, other)) == ["b/page", "a/api@1"]


def test_of_vendors_with_the_same_keys_the_first_is_chosen_and_the_imitators_are_named() -> None:
    imitator = variant("b/api@1", date="2026-05-05")
    newer = variant("a/api@3", date="2026-09-09")
    assert ids(chosen(payload(), imitator, OLD, newer)) == ["a/api@3", "a/api@1", "b/api@1"]


def test_status_words_then_ids_tell_vendors_apart() -> None:
    b = variant("b/api@1", date="2026-05-05", words=["RUNS", "ENDS"], shape="^b-")
    a = variant("a/api@1", date="2025-01-01", shape="^a-")
    assert ids(chosen(payload(state="RUNS"), a, b)) == ["b/api@1"]
    assert ids(chosen(payload(state="on", id="b-1"), a, b)) == ["a/api@1"]
    assert ids(chosen(payload(state="new", id="b-1"), a, b)) == ["b/api@1"]
    assert ids(chosen(payload(state="new", id="?"), a, b)) == ["a/api@1", "b/api@1"]


def test_the_shape_of_an_id_is_a_vendors_whichever_of_its_documents_states_it() -> None:
    silent = variant("a/api@1", date="2025-01-01", words=["X"])
    states = variant("a/other@1", ("id",), date="2025-01-01", shape="^a-")
    b = variant("b/api@1", date="2024-01-01", words=["X"], shape="^b-")
    assert ids(chosen(payload(id="a-1"), silent, states, b)) == ["a/api@1"]


def test_how_many_shapes_a_vendor_tells_has_no_say() -> None:
    words = ["X", "Y"]
    tells_one = variant("b/api@1", date="2026-01-01", words=words, shape="^b-")
    tells_two = variant("a/api@1", date="2025-01-01", words=words, shape="^a-", model="^a-")
    assert ids(chosen(payload(id="?", model="?"), tells_one, tells_two)) == ["a/api@1", "b/api@1"]
    assert ids(chosen(payload(id="a-1", model="a-1"), tells_one, tells_two)) == ["a/api@1"]


def test_the_same_choice_is_the_same_object() -> None:
    identifier = Identifier([OLD, NEW])
    first, second = identifier.identify(payload(state="ON")), identifier.identify(payload(state="OFF"))
    assert first is second is identifier.identify(payload(KEYS[::-1]))


values: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(), st.sampled_from(["ON", "off", "a-1", "b-1", "x"]), st.just([])
)


@given(st.dictionaries(st.sampled_from([*KEYS, "madeAt", "other"]), values, max_size=9))
def test_what_is_remembered_changes_no_choice(value: dict[str, Any]) -> None:
    assert _told(REMEMBERING.identify(value)) == _told(Identifier(MANY).identify(value))


MANY = [OLD, NEW, variant("b/api@1", words=["OFF"], shape="^b-"), variant("c/page", KEYS[:5], shape="^a-")]
REMEMBERING = Identifier(MANY)


def _told(choice: Choice | None) -> object:
    return choice and (choice.variant, choice.ties, choice.near, choice.until)


@pytest.mark.parametrize("id", VARIANTS)
def test_an_object_with_all_the_keys_of_a_variant_is_its_vendors_or_ties(id: str) -> None:
    identifier = Identifier(list(load().values()))
    schema: Any = load()[id].schema
    choice = identifier.identify(dict.fromkeys(schema["properties"]))
    assert choice is not None
    assert choice.near
    if load()[id].first_party:
        assert load()[id] in (choice.variant, *choice.ties)
