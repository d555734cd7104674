"""Profiles add up: merging is commutative and associative, has an identity, and equals observing at once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from batchschema import load
from batchschema.core.profile import Compared, Counts, Profile
from batchschema.engines import compiled
from batchschema.observe import merged, merged_variant, read_profile, written_profile
from batchschema.observe.id_shape import id_shape
from batchschema.observe.merge import bounded, merged_counts
from batchschema.reports.json_text import indented
from batchschema.run.observe import compare
from batchschema.shape import shape_of
from tests.command import ROOT
from tests.near_payloads import payloads, variants
from tests.observe.counting import counted, profile

SCHEMA = compiled(orjson.loads((ROOT / "schemas" / "_meta" / "profile.schema.json").read_bytes()))
STARTS = ["2026-01-01T00:00:00Z", "2024-02-29T23:59:59+01:00", "0001-01-01T00:00:00Z", "yesterday", None]


def text(profile: Profile, comparisons: Sequence[Compared] = ()) -> str:
    return indented(written_profile(profile, comparisons))


@st.composite
def seen(draw: st.DrawFn) -> tuple[str, list[Any], list[str | None]]:
    """Payloads near one variant, some of them with the time they were recorded."""
    variant = draw(variants())
    found = draw(st.lists(payloads(variant), max_size=8))
    recorded = draw(st.lists(st.sampled_from(STARTS), min_size=len(found), max_size=len(found)) | st.just([]))
    return variant, found, recorded


profiles = seen().map(
    lambda each: Profile({each[0]: profile(each[1], shape_of(load()[each[0]].schema), each[2])})
)


@given(seen(), st.integers(0, 2**32))
def test_a_profile_of_the_whole_is_the_merge_of_any_split_in_any_order(
    each: tuple[str, list[Any], list[str | None]], seed: int
) -> None:
    variant, found, recorded = each
    shape, chance = shape_of(load()[variant].schema), random.Random(seed)
    whole = merged_variant([profile(found, shape, recorded)])
    pairs = list(zip(found, recorded or [None] * len(found), strict=True))
    chance.shuffle(pairs)
    parts = []
    while pairs:
        size = chance.randint(1, len(pairs))
        parts.append(profile([one for one, _ in pairs[:size]], shape, [at for _, at in pairs[:size]]))
        del pairs[:size]
    while len(parts) > 1:
        parts.append(merged_variant([parts.pop(chance.randrange(len(parts))) for _ in range(2)]))
    assert merged_variant(parts).fields == {path: one for path, one in whole.fields.items() if one.types}
    assert text(Profile({variant: whole})) == text(Profile({variant: merged_variant([whole])}))


@given(profiles, profiles)
def test_merging_is_commutative(one: Profile, other: Profile) -> None:
    assert merged([one, other]) == merged([other, one])
    assert text(merged([one, other])) == text(merged([other, one]))


@given(profiles, profiles, profiles)
def test_merging_is_associative(one: Profile, other: Profile, third: Profile) -> None:
    left = merged([merged([one, other]), third])
    assert left == merged([one, merged([other, third])]) == merged([one, other, third])


@given(profiles)
def test_the_empty_profile_changes_nothing(one: Profile) -> None:
    assert merged([one, Profile()]) == merged([Profile(), one]) == merged([one]) == one


@given(
    st.lists(st.text("abcdef", min_size=1, max_size=2), max_size=30), st.integers(1, 8), st.integers(0, 30)
)
def test_bounded_counts_merge_as_if_counted_at_once(words: list[str], most: int, cut: int) -> None:
    whole = bounded(Counter(words), most)
    parts = [bounded(Counter(part), most) for part in (words[:cut], words[cut:])]
    assert merged_counts(parts, most) == merged_counts(parts[::-1], most) == whole
    assert whole.counts == {word: words.count(word) for word in sorted(set(words))[:most]}
    assert whole.more is (len(set(words)) > most)


def test_an_overflow_is_not_forgotten() -> None:
    assert merged_counts([Counts({"a": 1}, more=True), Counts({"a": 2})], 5) == Counts({"a": 3}, more=True)


@given(seen())
def test_columns_count_what_a_walk_through_each_payload_counts(
    each: tuple[str, list[Any], list[str | None]],
) -> None:
    variant, found, _ = each
    shape = shape_of(load()[variant].schema)
    taken = profile(found, shape)
    assert {path: dict(one.types) for path, one in taken.fields.items() if one.types} == counted(found, shape)
    for pointer in taken.fields:
        assert (taken.absent(pointer) or 0) >= 0


@given(profiles)
def test_what_is_written_holds_its_schema_and_reads_back(one: Profile) -> None:
    written = text(one, compare(one, load()))
    value = orjson.loads(written)
    assert SCHEMA.violations(value) == []
    again = read_profile(value)
    assert again == one
    assert text(again, compare(again, load())) == written


@given(st.text(max_size=40))
def test_the_shape_of_an_id_is_not_the_id(text: str) -> None:
    shape = id_shape(text)
    kept = shape.partition("<")[0]
    assert shape.startswith(kept + "<")
    assert not kept or (text.startswith(kept) and len(text) - len(kept) >= 12)
