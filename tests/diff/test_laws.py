"""Laws on small random schemas: empty on itself, mirrored, witnesses separate, safe is never refuted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from batchschema.core import UnusableSchema
from batchschema.core.change import ChangeVerdict, Comparison, Direction, Verdict
from batchschema.diff.sample import distinct
from batchschema.engines import Engine, compiled
from tests.diff.documents import of_schemas, witnesses

SLOW = settings(
    derandomize=True,
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
NAMES = ("a", "b", "c")
SCALARS = (
    *({"type": name} for name in ("string", "integer", "number", "boolean", "null")),
    *(
        {"type": ["string", "null"]},
        {"type": ["integer", "string"]},
        {"enum": ["x"]},
        {"enum": ["x", "y", None]},
    ),
    *({"const": 1}, {"type": "string", "maxLength": 2}, {"type": "string", "minLength": 1}),
    *({"type": "integer", "minimum": 0}, {"type": "number", "exclusiveMaximum": 3, "multipleOf": 0.5}),
    *({"type": "string", "format": "uuid"}, {"type": "string", "pattern": "^a"}, {}),
)
values = st.recursive(
    st.sampled_from([None, True, False, 0, 1, -1, 0.5, 2, "", "a", "x", "y", "abc"]),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(NAMES), below, max_size=3),
    max_leaves=6,
)


@st.composite
def objects(draw: st.DrawFn, below: st.SearchStrategy[Any]) -> dict[str, Any]:
    out: dict[str, Any] = {"type": "object"}
    named = draw(st.dictionaries(st.sampled_from(NAMES), below, max_size=3))
    if named:
        out["properties"] = named
    required = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2))
    if required:
        out["required"] = required
    free = draw(st.sampled_from([None, None, False, True, {"type": "string"}]))
    if free is not None:
        out["additionalProperties"] = free
    if draw(st.integers(0, 5)) == 0:
        out["dependentRequired"] = {"a": ["b"]}
    return out


def combined(below: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    lists = st.builds(
        lambda items, least: {"type": "array", "items": items, "minItems": least}, below, st.integers(0, 1)
    )
    several = st.lists(below, min_size=2, max_size=2)
    words = st.sampled_from(["anyOf", "oneOf", "allOf"])
    unions = st.builds(lambda word, parts: {word: parts}, words, several)
    return objects(below) | lists | unions


schemas = st.recursive(st.sampled_from(SCALARS), combined, max_leaves=5)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Any, Any]:
    """A schema, and one that differs in a place or two."""
    one = draw(objects(schemas))
    other = dict(one)
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2)):
        changed = draw(st.sampled_from(["field", "required", "drop"]))
        named = dict(other.get("properties", {}))
        if changed == "field":
            named[name] = draw(schemas)
        elif changed == "drop":
            named.pop(name, None)
        else:
            required = set(other.get("required", ())) ^ {name}
            other = {key: value for key, value in other.items() if key != "required"}
            other |= {"required": sorted(required)} if required else {}
        other = {**other, "properties": named}
    return one, other


def compared(one: Any, other: Any, content: str) -> Comparison:
    try:
        return of_schemas(one, other, content)  # type: ignore[arg-type]
    except UnusableSchema as error:
        assume("nothing satisfies" not in error.reason)
        raise


@SLOW
@given(schemas, st.sampled_from(["documented", "declared"]))
def test_a_schema_compared_with_itself_is_empty(schema: Any, content: str) -> None:
    comparison = compared(schema, schema, content)
    assert [each.rule for each in comparison.changes if each.change.kind.value != "other"] == []
    assert Verdict.BREAKS not in (comparison.before_reads_after, comparison.after_reads_before)


@SLOW
@given(edited(), st.sampled_from(["documented", "declared"]))
def test_the_reverse_is_the_mirror(pair: tuple[Any, Any], content: str) -> None:
    there, back = compared(pair[0], pair[1], content), compared(pair[1], pair[0], content)
    assert there.before_reads_after is back.after_reads_before
    assert there.after_reads_before is back.before_reads_after
    one = sorted((each.change.identity[:2], each.before_reads_after.verdict) for each in there.changes)
    other = sorted(
        (each.change.mirrored().identity[:2], each.after_reads_before.verdict) for each in back.changes
    )
    assert one == other


@SLOW
@given(edited())
def test_witnesses_separate_and_cannot_be_cut(pair: tuple[Any, Any]) -> None:
    comparison = compared(*pair, "declared")
    judges = dict(zip(("before", "after"), map(both_engines, pair), strict=True))
    for _, _, witness in witnesses(comparison):
        assert all(engine.is_valid(witness.value) for engine in judges[witness.accepted_by])
        assert not any(engine.is_valid(witness.value) for engine in judges[witness.rejected_by])


def both_engines(schema: Any) -> tuple[Engine, Engine]:
    return compiled(schema), compiled(schema, engine="reference")


@SLOW
@given(edited(), st.lists(values, max_size=40))
def test_safe_is_not_refuted(pair: tuple[Any, Any], payloads: list[Any]) -> None:
    comparison = compared(*pair, "declared")
    before, after = (compiled(schema) for schema in pair)
    for value in distinct([*payloads, {"a": "x"}, {"a": 1, "b": "x"}, {"c": None}, {}]):
        if comparison.before_reads_after is Verdict.SAFE:
            assert before.is_valid(value) or not after.is_valid(value)
        if comparison.after_reads_before is Verdict.SAFE:
            assert after.is_valid(value) or not before.is_valid(value)


@SLOW
@given(edited())
def test_what_is_harmless_adds_up(pair: tuple[Any, Any]) -> None:
    """A break of the whole is some change's; a change that breaks breaks the whole."""
    comparison = compared(*pair, "declared")
    for way in Direction:
        breaks = any(each.side(way).verdict is ChangeVerdict.BREAKS for each in comparison.changes)
        assert breaks is (comparison.verdict(way) is Verdict.BREAKS)


def test_annotated_formats_do_not_break() -> None:
    from batchschema.run.diff import diff
    from tests.diff.documents import by_hand

    one, other = by_hand("before", {"type": "string", "format": "uuid"}), by_hand("after", {"type": "string"})
    assert diff(one, other).before_reads_after is Verdict.BREAKS
    annotated = diff(one, other, formats="annotate")
    assert annotated.before_reads_after is annotated.after_reads_before is Verdict.SAFE
    assert [each.rule for each in annotated.changes] == ["format-dropped"]


@pytest.mark.parametrize("nullable", [True, False])
def test_silence_shared_is_no_hazard(nullable: bool) -> None:
    """Where both documents are silent about one fact of one place, they do not differ in it."""
    said = {"presence": "unstated", "null": "unstated" if nullable else "forbidden"}
    types = ["string", "null"] if nullable else "string"
    schema = {"type": "object", "properties": {"a": {"type": types, "x-documented": said}}}
    comparison = of_schemas(schema, {**schema, "title": "other"}, "documented")
    assert comparison.before_reads_after is comparison.after_reads_before is Verdict.SAFE
