"""Profiles as JSON values, as `schemas/_meta/profile.schema.json` describes them, and back.

What is said of a profile beside its document is written with it, for those who read the file; it is derived,
and made anew wherever a profile is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from batchschema.core import Field
from batchschema.core.profile import (
    Compared,
    Observed,
    Periods,
    Profile,
    Range,
    Remark,
    Shift,
    Span,
    VariantProfile,
)
from batchschema.observe.merge import MOST_ID_SHAPES, MOST_WORDS, bounded, variant_profile
from batchschema.observe.moments import moment_of

SCHEMA = "urn:batchschema:meta:profile"
VERSION = 1


def written_profile(profile: Profile, comparisons: Sequence[Compared] = ()) -> dict[str, Any]:
    """A profile; equal ones give equal values, in the same order."""
    beside = {compared.variant: compared for compared in comparisons}
    variants = {id: _written_variant(part, beside.get(id)) for id, part in sorted(profile.variants.items())}
    return {"$schema": SCHEMA, "version": VERSION, "variants": variants}


def written_periods(periods: Periods) -> dict[str, Any]:
    """Two periods compared, as `schemas/_meta/profile-diff.schema.json` describes it."""
    return {
        "version": VERSION,
        "before": _written_totals(periods.before),
        "after": _written_totals(periods.after),
        "shifts": [_written_shift(shift) for shift in periods.shifts],
    }


def read_profile(value: Mapping[str, Any]) -> Profile:
    """The profile that JSON values describe; they must hold the published schema.

    Raises `ValueError` where the figures cannot all be true.
    """
    return Profile({id: _read_variant(part) for id, part in sorted(value["variants"].items())})


def moment_text(seconds: int) -> str:
    """A moment in RFC 3339, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def _written_variant(profile: VariantProfile, compared: Compared | None) -> dict[str, Any]:
    """`payloads`, `of` and `absent` follow from the counts, and are there for the file's readers."""
    out = _written_total(profile)
    if profile.more_fields:
        out["more_fields"] = True
    described: Mapping[str, Field] = {}
    if compared is not None:
        described = compared.described
        out["coverage"] = compared.coverage._asdict()
        out["remarks"] = [_written_remark(remark) for remark in compared.remarks]
    out["fields"] = {
        pointer: _written_field(pointer, profile, described.get(pointer))
        for pointer in sorted(profile.fields)
    }
    return out


def _written_field(pointer: str, profile: VariantProfile, field: Field | None) -> dict[str, Any]:
    seen = profile.fields[pointer]
    out: dict[str, Any] = {"documented": seen.documented}
    if field is not None:
        types = None if field.types is None else list(field.types)
        out["states"] = {"presence": field.presence.value, "null": field.null.value, "types": types}
    if (parents := profile.parents(pointer)) is not None:
        out |= {"of": parents, "absent": profile.absent(pointer)}
    out["types"] = dict(seen.types)
    counted = {
        "words": dict(seen.words.counts),
        "more_words": seen.words.more,
        "other_words": seen.other_words,
        "id_shapes": dict(seen.id_shapes.counts),
        "more_id_shapes": seen.id_shapes.more,
    }
    out |= {key: value for key, value in counted.items() if value}
    if seen.range is not None:
        out["range"] = seen.range._asdict()
    if seen.seen is not None:
        out["seen"] = _written_span(seen.seen)
    return out


def _written_remark(remark: Remark) -> dict[str, Any]:
    out: dict[str, Any] = {
        "evidence": remark.evidence.value,
        "severity": remark.severity.label,
        "rule": remark.rule,
        "pointer": remark.pointer,
        "seen": remark.seen,
    }
    if remark.word is not None:
        out["word"] = remark.word
    return out | {"count": remark.count, "of": remark.of, "documented": remark.documented}


def _written_shift(shift: Shift) -> dict[str, Any]:
    return {
        "severity": shift.severity.label,
        "variant": shift.variant,
        "pointer": shift.pointer,
        "turn": shift.turn.value,
        "what": shift.what,
        "before": dict(zip(("count", "of"), shift.before, strict=True)),
        "after": dict(zip(("count", "of"), shift.after, strict=True)),
        "contradicts": shift.contradicts,
    }


def _written_totals(profile: Profile) -> dict[str, Any]:
    return {id: _written_total(part) for id, part in sorted(profile.variants.items())}


def _written_total(profile: VariantProfile) -> dict[str, Any]:
    out: dict[str, Any] = {"payloads": profile.payloads}
    return out if profile.seen is None else out | {"seen": _written_span(profile.seen)}


def _written_span(span: Span) -> dict[str, str]:
    return {"first": moment_text(span.first), "last": moment_text(span.last)}


def _read_variant(value: Mapping[str, Any]) -> VariantProfile:
    fields = {pointer: _read_field(part) for pointer, part in value["fields"].items()}
    found = variant_profile(fields, more=value.get("more_fields", False))
    for pointer, seen in found.fields.items():
        if (found.absent(pointer) or 0) < 0:
            objects = found.parents(pointer)
            raise ValueError(f"{pointer} was met more often than the {objects} objects that could hold it")
        texts = max(sum(seen.words.counts.values()) + seen.other_words, sum(seen.id_shapes.counts.values()))
        if texts > seen.types.get("string", 0):
            raise ValueError(f"{pointer} has more words or shapes of ids than texts")
    if found.payloads != value["payloads"]:
        raise ValueError(f"{value['payloads']} payloads are said, and {found.payloads} counted")
    return found


def _read_field(value: Mapping[str, Any]) -> Observed:
    words, shapes = _read_counts(value.get("words", {})), _read_counts(value.get("id_shapes", {}))
    return Observed(
        documented=value["documented"],
        types=_read_counts(value["types"]),
        words=bounded(words, MOST_WORDS, more=value.get("more_words", False)),
        other_words=int(value.get("other_words", 0)),
        id_shapes=bounded(shapes, MOST_ID_SHAPES, more=value.get("more_id_shapes", False)),
        range=_read_range(value.get("range")),
        seen=_read_span(value.get("seen")),
    )


def _read_counts(value: Mapping[str, int | float]) -> dict[str, int]:
    """Counts in order; to JSON Schema, 5.0 is an integer too."""
    return {text: int(count) for text, count in sorted(value.items())}


def _read_range(value: Mapping[str, int | float] | None) -> Range | None:
    if value is None:
        return None
    if value["least"] > value["greatest"]:
        raise ValueError("a range ends before it begins")
    return Range(value["least"], value["greatest"])


def _read_span(value: Mapping[str, str] | None) -> Span | None:
    if value is None:
        return None
    first, last = (moment_of(value[key], "rfc3339") for key in ("first", "last"))
    if first is None or last is None or first > last:
        raise ValueError(f"from {value['first']} to {value['last']} is no time")
    return Span(first, last)
