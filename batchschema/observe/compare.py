"""A profile beside the document: what contradicts it, what settles its silences, what it does not know."""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Field, Null, Presence, Shape
from batchschema.core.profile import (
    Compared,
    Coverage,
    Evidence,
    Observed,
    Remark,
    VariantProfile,
)

EXPECTED = {
    Presence.REQUIRED: "documented as required",
    Presence.OPTIONAL: "documented as optional",
    Presence.UNSTATED: "silent on presence",
}
ORDER = list(Evidence)


def compared(variant: str, profile: VariantProfile, shape: Shape) -> Compared:
    """Put a profile beside the facts of its variant."""
    described = {"": shape.root, **{str(pointer): field for pointer, field in shape.walk()}}
    remarks = [*_at_described_places(profile, described), *_undocumented(profile)]
    remarks.sort(
        key=lambda remark: (ORDER.index(remark.evidence), remark.pointer, remark.seen, remark.word or "")
    )
    del described[""]
    return Compared(
        variant=variant,
        profile=profile,
        described=described,
        coverage=_coverage(profile, described),
        remarks=tuple(remarks),
    )


def contradictions(pointer: str, field: Field, observed: Observed) -> Iterator[Remark]:
    """Types and words that the document excludes."""
    documented = f"documented as {' or '.join(field.types or ())}"
    for name, count in observed.values.items():
        if not _is_documented_type(name, field):
            rule = _rule_of_type(name, field)
            yield Remark(Evidence.CONTRADICTION, rule, pointer, name, documented, count, observed.count)
    if field.values is None or field.open_values:
        return
    for word, count in _other_words(field, observed):
        rule, documented = "undocumented-enum-value", _values_in_words(field)
        yield Remark(Evidence.CONTRADICTION, rule, pointer, "word", documented, count, observed.count, word)


def _at_described_places(profile: VariantProfile, described: dict[str, Field]) -> Iterator[Remark]:
    for pointer, field in described.items():
        observed = profile.fields.get(pointer, Observed())
        yield from _presence(pointer, field, profile)
        yield from _null(pointer, field, observed)
        yield from contradictions(pointer, field, observed)
        for word, count in _other_words(field, observed) if field.open_values else ():
            known = f"open to words beside the {len(field.values or ())} known"
            yield Remark(Evidence.SILENCE, None, pointer, "word", known, count, observed.count, word)


def _other_words(field: Field, observed: Observed) -> list[tuple[str, int]]:
    return [
        (word, count) for word, count in observed.words.counts.items() if word not in (field.values or ())
    ]


def _presence(pointer: str, field: Field, profile: VariantProfile) -> Iterator[Remark]:
    absent, parents = profile.absent(pointer), profile.parents(pointer)
    if not absent or not parents:
        return
    rule: str | None
    if field.presence is Presence.REQUIRED:
        evidence, rule = Evidence.CONTRADICTION, "missing-required-field"
    elif absent == parents:
        evidence, rule = Evidence.UNSEEN, None
    elif field.presence is Presence.UNSTATED:
        evidence, rule = Evidence.SILENCE, "missing-unstated-field"
    else:
        return
    yield Remark(evidence, rule, pointer, "absent", EXPECTED[field.presence], absent, parents)


def _null(pointer: str, field: Field, observed: Observed) -> Iterator[Remark]:
    """That no null was seen proves nothing, and is not remarked."""
    if not observed.nulls or field.null is Null.ALLOWED:
        return
    if field.null is Null.FORBIDDEN:
        evidence, rule, documented = (
            Evidence.CONTRADICTION,
            "null-where-forbidden",
            "documented as never null",
        )
    else:
        evidence, rule, documented = Evidence.SILENCE, "null-where-unstated", "silent on null"
    yield Remark(evidence, rule, pointer, "null", documented, observed.nulls, observed.count)


def _undocumented(profile: VariantProfile) -> Iterator[Remark]:
    """The topmost of them: what is in an undocumented field goes with it."""
    for pointer, observed in profile.fields.items():
        above = profile.fields.get(pointer.rpartition("/")[0])
        if not observed.documented and (above is None or above.documented):
            types = " or ".join(observed.types)
            count, of = observed.count, profile.parents(pointer) or observed.count
            rule = "undocumented-field"
            yield Remark(Evidence.UNDOCUMENTED, rule, pointer, types, "not documented", count, of)


def _coverage(profile: VariantProfile, described: dict[str, Field]) -> Coverage:
    seen = sum(pointer in profile.fields for pointer in described)
    statuses = {
        pointer: field for pointer, field in described.items() if field.concept == "status" and field.values
    }
    words = {
        word
        for pointer, field in statuses.items()
        if pointer in profile.fields
        for word in profile.fields[pointer].words.counts
        if word in (field.values or ())
    }
    documented = {word for field in statuses.values() for word in field.values or ()}
    return Coverage(seen, len(described), len(words), len(documented))


def _is_documented_type(name: str, field: Field) -> bool:
    if field.types is None or name in field.types:
        return True
    return name == "integer" and "number" in field.types


def _rule_of_type(name: str, field: Field) -> str:
    """The payload rule for a type that is not documented; a text may or may not be a number."""
    types = field.types or ()
    if name == "number" and "integer" in types:
        return "integer-as-fraction"
    if name == "string" and field.unit in ("epoch-seconds", "epoch-milliseconds"):
        return "timestamp-as-text"
    return "wrong-type"


def _values_in_words(field: Field) -> str:
    values = field.values or ()
    if len(values) == 1:
        return f'documented as constant "{values[0]}"'
    return f"not one of the {len(values)} documented words"
