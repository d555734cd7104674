"""Two profiles of two periods: what came, what went, and which rates changed by more than chance explains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt

from batchschema.core import Field, Null, Presence, Shape
from batchschema.core.profile import Observed, Profile, Shift, Turn, VariantProfile
from batchschema.observe.compare import contradictions

CLEAR_SHARE = 0.1
"""A rate has clearly changed if its two values are this far apart (ten percentage points), and"""
CLEAR_SCORE = 3.0
"""if chance alone would part them so in about one of 370 cases: the two-proportion z-test."""

Figures = tuple[int, int]


def shifts(before: Profile, after: Profile, shapes: Mapping[str, Shape]) -> list[Shift]:
    """Every clear difference, by variant, place and what differs.

    That something came is told from its first time on; that something went, rose or fell only where the
    figures are clear. A variant that only one of the two profiles knows has nothing to be compared with.
    """
    out: list[Shift] = []
    for id in sorted(before.variants.keys() & after.variants.keys()):
        one, other = before.variants[id], after.variants[id]
        described = {str(pointer): field for pointer, field in shapes[id].walk()} if id in shapes else {}
        for pointer in sorted({*one.fields, *other.fields} - {""}):
            out += _at(id, pointer, one, other, described.get(pointer, Field()))
    return out


def _at(id: str, pointer: str, one: VariantProfile, other: VariantProfile, field: Field) -> Iterator[Shift]:
    was, now = one.fields.get(pointer, Observed()), other.fields.get(pointer, Observed())
    before, after = one.parents(pointer), other.parents(pointer)
    if before and after:
        required = field.presence is Presence.REQUIRED
        there, gone = ((was.count, before), (now.count, after)), _of_the_rest(was, now, before, after)
        turn = turned(*there)
        if turn in (Turn.CAME, Turn.WENT):
            yield Shift(id, pointer, turn, "the field", *there, required and turn is Turn.WENT)
            return
        if turn := turned(*gone):
            yield Shift(id, pointer, turn, "absence", *gone, required and turn is Turn.CAME)
    if not was.count or not now.count:
        return
    against = {"null"} if field.null is Null.FORBIDDEN else set()
    against |= {remark.what for remark in contradictions(pointer, field, now)}
    for what, first, second in _told_apart(was, now, against):
        figures = (first, was.count), (second, now.count)
        if turn := turned(*figures):
            yield Shift(id, pointer, turn, what, *figures, what in against and turn is Turn.CAME)


def _of_the_rest(was: Observed, now: Observed, before: int, after: int) -> tuple[Figures, Figures]:
    return (before - was.count, before), (after - now.count, after)


def _told_apart(was: Observed, now: Observed, against: set[str]) -> Iterator[tuple[str, int, int]]:
    """What may have turned at one place, and how often it was met in each period.

    Types and words only if one of the periods is without: how often each comes is no fact about a document.
    """
    yield "null", was.nulls, now.nulls
    only_nulls = was.nulls == was.count or now.nulls == now.count
    for name in sorted({*was.values, *now.values}):
        first, second = was.types.get(name, 0), now.types.get(name, 0)
        if not (first and second) and (name in against or not only_nulls):
            yield name, first, second
    if was.words.more or now.words.more:
        return
    for word in sorted({*was.words.counts, *now.words.counts}):
        first, second = was.words.counts.get(word, 0), now.words.counts.get(word, 0)
        if not (first and second):
            yield f'the word "{word}"', first, second


def turned(before: Figures, after: Figures) -> Turn | None:
    """How the share of something turned; None where it did not, or not clearly."""
    if not before[0] and after[0]:
        return Turn.CAME
    if not is_clear(before, after):
        return None
    if not after[0]:
        return Turn.WENT
    return Turn.ROSE if after[0] / after[1] > before[0] / before[1] else Turn.FELL


def is_clear(before: Figures, after: Figures) -> bool:
    """Whether two shares are ten points apart or more, and further than chance explains."""
    difference = abs(after[0] / after[1] - before[0] / before[1])
    pooled = (before[0] + after[0]) / (before[1] + after[1])
    deviation = sqrt(pooled * (1 - pooled) * (1 / before[1] + 1 / after[1]))
    return difference >= CLEAR_SHARE and difference >= CLEAR_SCORE * deviation
