"""Adding profiles up. Merging is associative and commutative, and the empty profile is its identity.

So a profile of the whole equals the merge of any split, in any order: the run relies on it for every file
it reads, and people for profiles they keep. What is bounded is bounded by a rule that merges too: of more
texts or undocumented fields than are kept, those that sort first stay, and they stay with exact counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from batchschema.core.profile import Counts, Observed, Profile, Range, Span, VariantProfile

MOST_WORDS = 64
MOST_ID_SHAPES = 16
MOST_UNDOCUMENTED = 256
"""Undocumented fields of one variant."""


def merged(profiles: Iterable[Profile]) -> Profile:
    """The profile of everything that these are profiles of."""
    parts: dict[str, list[VariantProfile]] = {}
    for profile in profiles:
        for id, part in profile.variants.items():
            parts.setdefault(id, []).append(part)
    return Profile({id: merged_variant(parts[id]) for id in sorted(parts)})


def merged_variant(profiles: Iterable[VariantProfile]) -> VariantProfile:
    """The same for one variant."""
    parts: dict[str, list[Observed]] = {}
    more = False
    for profile in profiles:
        more = more or profile.more_fields
        for pointer, seen in profile.fields.items():
            parts.setdefault(pointer, []).append(seen)
    return variant_profile({pointer: merged_field(found) for pointer, found in parts.items()}, more=more)


def variant_profile(fields: Mapping[str, Observed], *, more: bool = False) -> VariantProfile:
    """Sort the fields, and keep no more undocumented ones than the bound allows.

    A parent sorts before what is in it, so none is kept without it.
    """
    extra = sorted(pointer for pointer, seen in fields.items() if not seen.documented)
    dropped = frozenset(extra[MOST_UNDOCUMENTED:])
    kept = {pointer: fields[pointer] for pointer in sorted(fields) if pointer not in dropped}
    return VariantProfile(kept, more or bool(dropped))


def merged_field(parts: list[Observed]) -> Observed:
    """What was seen at one place, all in all."""
    if len(parts) == 1:
        return parts[0]
    return Observed(
        documented=any(part.documented for part in parts),
        types=_added(part.types for part in parts),
        words=merged_counts([part.words for part in parts], MOST_WORDS),
        other_words=sum(part.other_words for part in parts),
        id_shapes=merged_counts([part.id_shapes for part in parts], MOST_ID_SHAPES),
        range=_widest(part.range for part in parts),
        seen=span_of(moment for part in parts if part.seen is not None for moment in part.seen),
    )


def merged_counts(parts: list[Counts], most: int) -> Counts:
    """Counts of all texts together; of more than `most`, those that sort first."""
    full = [part for part in parts if part.counts or part.more]
    if len(full) <= 1:
        return full[0] if full else Counts()
    return bounded(_added(part.counts for part in full), most, more=any(part.more for part in full))


def bounded(counts: Mapping[str, int], most: int, *, more: bool = False) -> Counts:
    """Counts in order, cut to the `most` texts that sort first."""
    kept = sorted(counts)[:most]
    more = more or len(kept) < len(counts)
    return Counts({text: counts[text] for text in kept}, more)


def span_of(moments: Iterable[int]) -> Span | None:
    """From the first to the last of some moments; None of none."""
    found = list(moments)
    return Span(min(found), max(found)) if found else None


def range_of(numbers: Iterable[int | float]) -> Range | None:
    """From the least to the greatest; of an integer and a float of one value, always the same is taken."""
    found = list(numbers)
    if not found:
        return None
    return Range(min(found, key=_rank), max(found, key=_rank))


def _rank(number: int | float) -> tuple[int | float, bool]:
    return (number, isinstance(number, float))


def _widest(ranges: Iterable[Range | None]) -> Range | None:
    return range_of(number for each in ranges if each is not None for number in each)


def _added(parts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return {text: total[text] for text in sorted(total)}
