"""Profiles to text for people: one module per format, each with `profiles` and `periods`.

JSON is the profile's own form, and is written where it is read: `batchschema/observe/written.py`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from batchschema.core import Field, Null, Presence
from batchschema.core.profile import (
    Compared,
    Evidence,
    Observed,
    Periods,
    Range,
    Remark,
    Shift,
    Span,
    VariantProfile,
)
from batchschema.core.wording import plural
from batchschema.reports.concise_report import printable
from batchschema.reports.view import Style

LATEST = 4_102_444_800
"""2100: what is later is shown as the number it is, since it is hardly a count of seconds."""
TITLES = {
    Evidence.CONTRADICTION: "contradicts the document",
    Evidence.SILENCE: "settles what the document leaves silent",
    Evidence.UNDOCUMENTED: "not documented",
    Evidence.UNSEEN: "documented, and in no payload",
}
LEGEND = "required ?: not said whether it must be there; null?: not said whether it may be null"
NULLS = {Null.ALLOWED: "|null", Null.FORBIDDEN: "", Null.UNSTATED: "|null?"}
MOST_SHOWN = 12
"""Words and shapes of one field that are shown; JSON has them all."""


class ObserveReport(Protocol):
    """A format."""

    def profiles(self, found: Sequence[Compared], style: Style, width: int) -> str:
        """Each variant's profile beside its document; tables no wider than `width` where that is possible."""

    def periods(self, periods: Periods, style: Style) -> str:
        """How a later period differs."""


def observe_report_named(name: str) -> ObserveReport:
    """The report of a format; imported when it is asked for."""
    return importlib.import_module(f"batchschema.reports.observe.{name}_observe")


class Row(NamedTuple):
    """One field that was met, as a table shows it."""

    field: str
    absent: str
    null: str
    documented: str
    observed: tuple[str, ...]
    """In pieces that are not to be broken."""


def rows(compared: Compared) -> Iterator[Row]:
    """A row for each field that was met, in the document's order; then those that it does not describe."""
    profile, described = compared.profile, compared.described
    for pointer in [*described, *(key for key in profile.fields if key not in described)]:
        seen = profile.fields.get(pointer)
        if seen is None or not pointer:
            continue
        absent, parents = profile.absent(pointer), profile.parents(pointer)
        of = "" if parents in (profile.payloads, None) else f" of {parents:,}"
        field = described.get(pointer)
        yield Row(
            printable(pointer),
            "" if absent is None else f"{absent:,}{of}" if absent else "-",
            f"{seen.nulls:,}" if seen.nulls else "-",
            _documented(pointer, field, seen),
            tuple(map(printable, _observed(seen, field))),
        )


def head(compared: Compared) -> str:
    """How much was seen, when, and how much of the document that covers."""
    profile, coverage = compared.profile, compared.coverage
    parts = [f"{plural(profile.payloads, 'payload')}{_when(profile.seen)}"]
    parts.append(f"{coverage.fields} of {coverage.documented_fields} documented fields")
    if coverage.documented_statuses:
        parts.append(f"{coverage.statuses} of {coverage.documented_statuses} documented statuses")
    if profile.more_fields:
        parts.append("more undocumented fields than are kept")
    return "; ".join(parts)


def sections(compared: Compared) -> Iterator[tuple[str, list[Remark]]]:
    """The remarks by what they are, each with its title."""
    for evidence, title in TITLES.items():
        found = [remark for remark in compared.remarks if remark.evidence is evidence]
        if found:
            yield title, found


def said(remark: Remark) -> str:
    """`null in 41 % of 12,000; documented as never null`."""
    return printable(f"{remark.what} in {share(remark.count, remark.of)}; {remark.documented}")


def turned(shift: Shift) -> str:
    """`null came: 0 of 40, then 12 of 35 (34 %)`."""
    before = f"{shift.before[0]:,} of {shift.before[1]:,} ({percent(*shift.before)})"
    after = f"{shift.after[0]:,} of {shift.after[1]:,} ({percent(*shift.after)})"
    against = "; the document states otherwise" if shift.contradicts else ""
    return printable(f"{shift.what} {shift.turn.value}: {before}, then {after}{against}")


def totals(periods: Periods) -> Iterator[tuple[str, str, str]]:
    """For each variant, how much was seen before and after."""
    before, after = periods.before.variants, periods.after.variants
    for id in sorted({*before, *after}):
        yield id, _total(before.get(id)), _total(after.get(id))


def share(count: int, of: int) -> str:
    """`41 % of 12,000`, or `all 21`; a few are counted: `2 of 21 (9.5 %)`."""
    if count == of:
        return f"all {of:,}"
    return f"{percent(count, of)} of {of:,}" if of >= 1000 else f"{count:,} of {of:,} ({percent(count, of)})"


def percent(count: int, of: int) -> str:
    """Two digits that count; never 0 % of something, nor 100 % of less than all."""
    if not of or count in (0, of):
        return "100 %" if of and count == of else "0 %"
    exact = 100 * count / of
    if exact < 0.1:
        return "<0.1 %"
    if exact > 99.9:
        return ">99.9 %"
    return f"{exact:.1f} %" if exact < 10 or exact > 99 else f"{exact:.0f} %"


def _documented(pointer: str, field: Field | None, seen: Observed) -> str:
    if field is None:
        return "any value" if seen.documented else "not documented"
    types = "|".join(field.types) if field.types else "any"
    if pointer.endswith("/*"):
        presence = ""
    else:
        presence = "required ? " if field.presence is Presence.UNSTATED else f"{field.presence.value} "
    return f"{presence}{types}{NULLS[field.null]}"


def _observed(seen: Observed, field: Field | None) -> Iterator[str]:
    """Types where they say more than the document, then words, shapes of ids and ranges."""
    types = seen.values
    known = set() if field is None or field.types is None else {*field.types}
    if len(types) > 1 or not types.keys() <= (known | {"integer"} if "number" in known else known):
        yield from _counted(types, more=False)
    yield from _counted(seen.words.counts, more=seen.words.more)
    if seen.other_words:
        yield plural(seen.other_words, "other text")
    yield from _counted(seen.id_shapes.counts, more=seen.id_shapes.more)
    if seen.unsettled:
        yield f"None in print {seen.unsettled:,}"
    if seen.range is not None:
        yield _between(seen.range, field.unit if field is not None else None)


def _counted(counts: Mapping[str, int], *, more: bool) -> Iterator[str]:
    """The most frequent first; a single one needs no count."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for text, count in ranked[:MOST_SHOWN]:
        yield f"{text} {count:,}" if len(ranked) > 1 else text
    if more or len(ranked) > MOST_SHOWN:
        yield "and others"


def _between(found: Range, unit: str | None) -> str:
    """`0 to 50`; timestamps as days, or as times of one day, where they are some in their unit."""
    scale = 1000 if unit == "epoch-milliseconds" else 1
    seconds = [number / scale for number in found]
    if unit is None or not all(0 < second <= LATEST for second in seconds):
        first, last = (f"{number:,}" for number in found)
    else:
        moments = [datetime.fromtimestamp(int(second), UTC) for second in seconds]
        one_day = moments[0].date() == moments[1].date()
        first, last = (
            f"{moment:%Y-%m-%d %H:%M:%S}" if one_day else f"{moment:%Y-%m-%d}" for moment in moments
        )
    return first if first == last else f"{first} to {last}"


def _when(span: Span | None) -> str:
    if span is None:
        return ""
    first, last = (datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d") for moment in span)
    return f", {first}" if first == last else f", {first} to {last}"


def _total(profile: VariantProfile | None) -> str:
    return "none" if profile is None else f"{plural(profile.payloads, 'payload')}{_when(profile.seen)}"
