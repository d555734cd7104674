"""The five seed variants, every two of them, both ways."""

from __future__ import annotations

import itertools
import time

import pytest

from batchschema.core import Pointer
from batchschema.core.change import Basis, ChangeVerdict, Direction, Kind, Verdict
from batchschema.diff.blame import shows
from batchschema.diff.witness import Search
from batchschema.run.diff import diff
from tests.diff.documents import SEEDS, seeds_compared, variant, witnesses

PAIRS = list(itertools.permutations(SEEDS, 2))
LONGEST = 0.15
"""Seconds that one pair may take inside the process."""


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_every_verdict_is_decided(before: str, after: str) -> None:
    comparison = seeds_compared(before, after)
    for way in Direction:
        assert comparison.verdict(way) is not Verdict.UNDECIDED
        assert all(change.side(way).verdict is not ChangeVerdict.UNDECIDED for change in comparison.changes)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_witnesses_separate_under_both_engines(before: str, after: str) -> None:
    for judged, way, witness in witnesses(seeds_compared(before, after)):
        writer, reader = (after, before) if way is Direction.BEFORE_READS_AFTER else (before, after)
        assert (witness.accepted_by, witness.rejected_by) == (writer, reader)
        writes = variant(writer).readings("documented", "assert")
        reads = variant(reader).readings("documented", "assert")
        breaks = judged.side(way).verdict is ChangeVerdict.BREAKS
        sender = writes.writer_strict if breaks else writes.writer_lenient
        taker = reads.reader_lenient if breaks else reads.reader_strict
        assert sender.accepts(witness.value)
        assert taker.rejects(witness.value)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_witness_shows_its_change_and_else_only_what_no_payload_avoids(before: str, after: str) -> None:
    for judged, way, witness in witnesses(seeds_compared(before, after)):
        if judged.side(way).verdict is not ChangeVerdict.BREAKS:
            continue
        writer, reader = (after, before) if way is Direction.BEFORE_READS_AFTER else (before, after)
        search = Search(
            variant(writer).readings("documented", "assert").writer_strict,
            variant(reader).readings("documented", "assert").reader_lenient,
            None,
        )
        faults = search.faults(witness.value)
        assert any(shows(judged.change, fault) for fault in faults)
        rest = {fault for fault in faults if not shows(judged.change, fault)}
        assert rest <= search.unavoidable


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_the_mirror_says_the_same(before: str, after: str) -> None:
    one, other = seeds_compared(before, after), seeds_compared(after, before)
    assert one.before_reads_after is other.after_reads_before
    assert one.after_reads_before is other.before_reads_after
    there = {
        repr(each.change): (each.before_reads_after.verdict, each.after_reads_before.verdict)
        for each in one.changes
    }
    back = {
        repr(each.change.mirrored()): (each.after_reads_before.verdict, each.before_reads_after.verdict)
        for each in other.changes
    }
    assert there == back


@pytest.mark.parametrize("id", SEEDS)
def test_a_variant_compared_with_itself_is_empty_and_safe(id: str) -> None:
    comparison = seeds_compared(id, id)
    assert comparison.changes == ()
    assert comparison.before_reads_after is comparison.after_reads_before is Verdict.SAFE


def test_the_schema_page_against_the_python_sdk_names_what_differs() -> None:
    comparison = seeds_compared("mistral/schema-page", "mistral/python-sdk@1.2.0")
    found = {(str(each.change.pointer), each.change.kind): each for each in comparison.changes}
    errors = found["/errors", Kind.FIELD]
    assert (errors.rule, errors.change.before.says, errors.change.after.says) == (
        "field-added", None, "required",
    )  # fmt: skip
    assert errors.after_reads_before.verdict is ChangeVerdict.BREAKS
    page = variant("mistral/schema-page").root.properties
    for name in page:
        each = found[f"/{name}", Kind.PRESENCE]
        sides = {each.before_reads_after.verdict, each.after_reads_before.verdict}
        assert each.change.basis is Basis.SILENCE
        assert sides == {ChangeVerdict.OK, ChangeVerdict.HAZARD}
    assert found["/metadata", Kind.NULL].rule == "fact-no-longer-stated"
    values = found["/metadata", Kind.FREE_KEYS]
    assert (values.rule, values.before_reads_after.verdict) == ("values-type-changed", ChangeVerdict.BREAKS)
    formats = {pointer for pointer, kind in found if kind is Kind.FORMAT}
    assert formats == {"/id", "/input_files/*", "/output_file", "/error_file"}
    assert {kind for _, kind in found} == {
        Kind.FIELD, Kind.PRESENCE, Kind.NULL, Kind.FREE_KEYS, Kind.FORMAT,
    }  # fmt: skip


def test_casing_and_order_make_no_change() -> None:
    comparison = seeds_compared("mistral/typescript-sdk@2025-04-16", "mistral/python-sdk@1.2.0")
    assert not [each for each in comparison.changes if each.change.kind in (Kind.NAME, Kind.FIELD)]
    assert all(str(each.change.pointer) == str(each.change.pointer).lower() for each in comparison.changes)


def test_fields_of_one_concept_are_renamed_across_levels() -> None:
    comparison = seeds_compared("mistral/python-sdk@1.2.0", "openai/argot-typescript-sdk@2024-10-15")
    renamed = {
        str(each.change.pointer): str(each.change.renamed_to)
        for each in comparison.changes
        if each.rule == "field-renamed"
    }
    assert renamed["/output_file"] == "/output_file_id"
    assert renamed["/total_requests"] == "/request_counts/total"
    optional = next(each for each in comparison.changes if each.change.pointer == Pointer(("output_file",)))
    assert optional.before_reads_after.verdict is optional.after_reads_before.verdict is ChangeVerdict.OK


def test_a_pair_takes_less_than_its_time() -> None:
    seeds_compared(*SEEDS[:2])  # what is imported and compiled for the first time is not counted
    for before, after in itertools.combinations(SEEDS, 2):
        shortest = LONGEST
        for _ in range(3):
            begun = time.process_time()
            diff(variant(before), variant(after))
            shortest = min(shortest, time.process_time() - begun)
        assert shortest < LONGEST, (before, after)
