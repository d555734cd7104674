"""Patterns against patterns: automata say what the engines say, and decide what they can."""

from __future__ import annotations

import itertools
import re

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core.change import Direction, Verdict
from batchschema.diff.automaton import Automaton, texts_between
from batchschema.diff.pattern_tree import READINGS, holds, merged, others, tree_of
from tests.diff.documents import of_schemas

_, RUST, PYTHON = READINGS
PIECES = [
    *("a", "b", "é", ".", r"\.", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"\n", r"\x62", r"\u00e9", "[ab]"),
    *("[^a]", r"[\d_]", r"[^\s]", "[a-c0]", "[a-]", r"[\]\-]", r"[\W]"),
]
LETTERS = "abé.0\u0663_ \u00a0\x1c\ufeff\n\r]-"
texts = st.text(LETTERS, max_size=5)
counts = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,2}", "{0,}", "+?", "{2,3}?"])
pieces = st.tuples(st.sampled_from(PIECES), counts).map("".join)
rows = st.lists(pieces, max_size=4).map("".join)
groups = st.lists(rows, min_size=1, max_size=3).map("|".join)
nested = st.tuples(rows, st.lists(pieces, min_size=1, max_size=3).map("|".join), counts, rows).map(
    lambda parts: "{}(?:{}){}{}".format(*parts)
)
anchors = st.tuples(st.sampled_from(["", "^"]), rows | groups | nested, st.sampled_from(["", "$"]))
patterns = anchors.map("".join)


def takes(automaton: Automaton, text: str) -> bool:
    states = automaton.begun
    for char in text:
        states = automaton.after(states, ord(char))
    return automaton.matches(states, at_start=not text)


@given(patterns, texts)
def test_an_automaton_matches_what_its_engine_matches(pattern: str, text: str) -> None:
    assert takes(Automaton(tree_of(pattern, PYTHON)), text) is (re.search(pattern, text) is not None)
    fast = jsonschema_rs.validator_for({"pattern": pattern})
    assert takes(Automaton(tree_of(pattern, RUST)), text) is fast.is_valid(text)


@given(patterns, patterns)
def test_what_is_proved_within_is_never_refuted(one: str, other: str) -> None:
    sure, found = texts_between((one,), (0, None), other)
    fast = [jsonschema_rs.validator_for({"pattern": pattern}) for pattern in (one, other)]
    for text in map("".join, itertools.product("ab0 \n", repeat=2)) if sure and not found else ():
        assert not fast[0].is_valid(text) or fast[1].is_valid(text)
        assert not re.search(one, text) or re.search(other, text)
    assert texts_between((one,), (0, None), one)[1] == ()


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=5), st.integers(0, 80))
def test_a_code_point_is_in_some_ranges_or_in_all_others(pairs: list[tuple[int, int]], point: int) -> None:
    ranges = merged((first, first + more) for first, more in pairs)
    assert holds(ranges, point) is any(first <= point <= first + more for first, more in pairs)
    assert holds(others(ranges), point) is not holds(ranges, point)
    assert others(others(ranges)) == ranges


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "(?!x)a",
            "(?=a)",
            "(?<n>a)",
            "(?i:a)",
            r"\bx",
            r"(a)\1",
            r"\p{L}",
            "a++",
            "a{2}{3}",
            "x{",
            "a{,2}",
        ),
        *("[[a]]", "[a&&b]", "[]a]", "a$b", "($|a)b", "^*", "(a$)*", r"\0", r"\cA", "(a", "a)", "a{2000}"),
        *(r"\ud800", "[b-a]", r"[\d-z]", "[a", "\\", "((a{99}){99}){99}", "(" * 2000 + ")" * 2000),
        *(r"\<a", r"a\>", r"[\<]", "a{\u0663}", "[" + "ab" * 10_000 + "]"),
    ],
)
def test_what_engines_read_in_ways_of_their_own_proves_nothing(pattern: str) -> None:
    sure, found = texts_between((pattern,), (0, None), "^ab?$")
    assert (sure, found) == (False, ())


def overlapping(count: int) -> str:
    """Optional characters, each out of a range of its own: as many kinds of characters as ranges."""
    return "".join(f"[{chr(0x100 + index)}-{chr(0x2000 + index)}]?" for index in range(count))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(?:a|b)*a(?:a|b){15}", "^(?:a|b)*b(?:a|b){16}$"),
        (f"^{overlapping(400)}$", f"^{overlapping(399)}$"),
    ],
)
def test_what_would_take_too_long_is_given_up(one: str, other: str) -> None:
    sure, found = texts_between((one,), (0, None), other)
    assert (sure, found) == (False, ())


def test_long_lists_are_decided() -> None:
    """What follows is the same after each of them, so that it is looked at once for all."""
    fewer, more = ("|".join(chr(0x4E00 + index) for index in range(count)) for count in (149, 150))
    assert texts_between((f"^(?:{fewer}){{1,14}}$",), (0, None), f"^(?:{more}){{1,14}}$") == (True, ())


SAFE = [
    ("^[a-z]+$", "^[a-z0-9]+$"),
    ("^batch_[0-9a-f]{8}$", "^batch_"),
    ("^ab", "^a"),
    ("abc", "b"),
    ("^(?:a|b)$", "^(?:a|b|c)$"),
    ("^[0-9]{4}-(?:0[1-9]|1[0-2])$", r"^\d{4}-\d{2}$"),
]


@pytest.mark.parametrize(("narrow", "wide"), SAFE)
def test_a_narrower_pattern_is_safe_to_read_and_a_wider_one_breaks(narrow: str, wide: str) -> None:
    before, after = ({"properties": {"id": {"type": "string", "pattern": each}}} for each in (wide, narrow))
    comparison = of_schemas(before, after)
    assert comparison.verdict(Direction.BEFORE_READS_AFTER) is Verdict.SAFE
    assert comparison.verdict(Direction.AFTER_READS_BEFORE) is Verdict.BREAKS
    (judged,) = comparison.changes
    assert judged.side(Direction.AFTER_READS_BEFORE).witness is not None


def test_where_engines_differ_nothing_is_claimed() -> None:
    """A digit of another script is one to Python and none to ECMA-262."""
    before, after = ({"type": "string", "pattern": each} for each in ("^[0-9]+$", r"^\d+$"))
    assert of_schemas(before, after).verdict(Direction.BEFORE_READS_AFTER) is Verdict.UNDECIDED
    assert of_schemas(before, after).verdict(Direction.AFTER_READS_BEFORE) is Verdict.SAFE


def test_several_limits_hold_together() -> None:
    both = {"allOf": [{"type": "string", "pattern": "^a"}, {"pattern": "b$"}]}
    for one in ("^a", "b$"):
        comparison = of_schemas({"type": "string", "pattern": one}, both)
        assert comparison.before_reads_after is Verdict.SAFE
        assert comparison.after_reads_before is Verdict.BREAKS
    limits = {"type": "string", "minLength": 2, "maxLength": 5, "pattern": "^[a-z]+$"}
    assert (
        of_schemas(limits, {"type": "string", "pattern": "^[a-c]{2,4}$"}).before_reads_after is Verdict.SAFE
    )
    assert (
        of_schemas(limits, {"type": "string", "pattern": "^[a-c]{2,6}$"}).before_reads_after is Verdict.BREAKS
    )
