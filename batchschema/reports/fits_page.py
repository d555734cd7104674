"""Payloads by documents as a Markdown page: a table for each vendor's own, the rest folded away."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from batchschema.core import Severity, Variant
from batchschema.core.fits import Fits, PayloadFit, Taken
from batchschema.reports.concise_report import line, place
from batchschema.reports.markdown import code, table
from batchschema.reports.view import View

LEGEND = (
    "A cell is how the document takes the payload: `ok`, or its errors (`e`) and warnings (`w`);",
    "notes (`n`) are what goes beyond the document. A dot: to the document, this is no batch job.",
)
NOBODY = "Of no vendor that is known here"


@dataclass(frozen=True, slots=True)
class _Column:
    """Versions that take all payloads of a table alike, those of one document side by side and by age."""

    title: str
    variant: str
    """The id of one of them."""


@dataclass(frozen=True, slots=True)
class _Page:
    variants: Sequence[Variant]
    """By document, then by age."""
    payloads: Mapping[str, int]
    """How many there are, by source."""
    start: str
    """What all sources begin with, and which is left out."""

    def name(self, one: PayloadFit) -> str:
        """The file, and the line if it holds several payloads."""
        alone = self.payloads[one.location.source] == 1
        location = one.location._replace(line=None) if alone else one.location
        return code(place(location._replace(column=None)).removeprefix(self.start))


def as_markdown(fits: Fits) -> str:
    """A section per vendor, with the payloads that are told to be its own."""
    variants = sorted((fit.variant for fit in fits.fits), key=lambda each: (each.label, each.release))
    payloads = Counter(one.location.source for one in fits.each)
    page = _Page(variants, payloads, _start(payloads))
    families: dict[str, list[PayloadFit]] = {}
    for one in fits.each:
        families.setdefault(one.vendor or NOBODY, []).append(one)
    out = [*LEGEND, ""]
    out += [f"The payloads are in {code(page.start)}.", ""] if page.start else []
    for vendor, theirs in sorted(families.items(), key=lambda each: (each[0] == NOBODY, each[0])):
        out += [f"## {vendor}", "", *_own(page, vendor, theirs), *_others(page, vendor, theirs)]
    out.append(f"{fits.fitted:,} of {fits.payloads:,} payloads fit some document.")
    out += [f"- {line(group, View())}" for group in fits.findings]
    return "\n".join(out) + "\n"


def _start(sources: Iterable[str]) -> str:
    folders = {os.path.dirname(source) for source in sources}
    start = os.path.commonpath(folders) if folders and len({*map(os.path.isabs, folders)}) == 1 else ""
    return f"{start.rstrip('/')}/" if start else ""


def _own(page: _Page, vendor: str, payloads: Sequence[PayloadFit]) -> Iterator[str]:
    """How the vendor's own documents take the payloads, and, folded, which rules speak."""
    columns = [*_columns([each for each in page.variants if each.vendor == vendor], payloads)]
    if not columns:
        return
    heads = [column.title for column in columns]
    if len(columns) > 1:
        heads = [str(number) for number in range(1, len(columns) + 1)]
        yield from (f"{number}. {column.title}" for number, column in enumerate(columns, 1))
        yield ""
    cells = ([page.name(one), *(_cell(one.taken[each.variant]) for each in columns)] for one in payloads)
    yield from table(["payload", *heads], cells)
    yield ""
    spoken = [
        [page.name(one), *row]
        for one in payloads
        for row in _rules([one.taken[each.variant] for each in columns])
    ]
    if spoken:
        head = ["payload", "rule", "how often, in which column" if len(columns) > 1 else "how often"]
        shown = (
            spoken
            if len(columns) > 1
            else [[*row[:2], row[2].partition(" ")[0].rstrip("×")] for row in spoken]
        )
        yield from _folded("Which rules speak", table(head, shown))


def _columns(variants: Sequence[Variant], payloads: Sequence[PayloadFit]) -> Iterator[_Column]:
    alike: dict[object, list[Variant]] = {}
    for variant in variants:
        taken = [
            (one.taken[variant.id].strange, *sorted(one.taken[variant.id].rules.items())) for one in payloads
        ]
        alike.setdefault(tuple(taken), []).append(variant)
    for found in alike.values():
        yield _Column(", ".join(_runs(found, variants)), found[0].id)


def _runs(found: Sequence[Variant], all_of_them: Sequence[Variant]) -> Iterator[str]:
    """Names without the vendor; versions of one document with none between them as first and last."""
    runs: list[list[Variant]] = []
    for variant in found:
        before = all_of_them[all_of_them.index(variant) - 1]
        if runs and runs[-1][-1] == before and before.label == variant.label:
            runs[-1].append(variant)
        else:
            runs.append([variant])
    for run in runs:
        last = f" to {code(str(run[-1].version))}" if len(run) > 1 else ""
        yield code(run[0].id.removeprefix(f"{run[0].vendor}/")) + last


def _cell(taken: Taken) -> str:
    return "·" if taken.strange else _counts(taken)


def _counts(taken: Taken) -> str:
    errors, warnings, notes = (
        taken.count(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    )
    words = [
        f"{errors}e" if errors else "ok",
        f"{warnings}w" if warnings else "",
        f"{notes}n" if notes else "",
    ]
    return " ".join(word for word in words if word)


def _rules(taken: Sequence[Taken]) -> Iterator[list[str]]:
    """Each error and warning of a payload, with the columns it is in by how often."""
    spoken: dict[tuple[Severity, str], dict[int, list[int]]] = {}
    for number, each in enumerate(taken, 1):
        for (severity, rule), count in each.rules.items() if not each.strange else ():
            if severity is not Severity.NOTE:
                spoken.setdefault((severity, rule), {}).setdefault(count, []).append(number)
    for (_, rule), counts in sorted(spoken.items(), key=lambda item: (-item[0][0], item[0][1])):
        often = [f"{count}× in {', '.join(map(str, columns))}" for count, columns in sorted(counts.items())]
        yield [code(rule), "; ".join(often)]


def _others(page: _Page, vendor: str, payloads: Sequence[PayloadFit]) -> Iterator[str]:
    """Folded: what the newest version of other vendors' documents makes of the payloads."""
    newest = {variant.label: variant.id for variant in page.variants if variant.vendor != vendor}
    rows = []
    for one in payloads:
        near = {label: one.taken[id] for label, id in newest.items() if not one.taken[id].strange}
        if near:
            rows.append([page.name(one), *_sides(near)])
    if rows:
        lines = table(["payload", "fits", "how many errors, in which documents"], rows)
        yield from _folded("As the newest documents of other vendors see them", lines)


def _sides(near: Mapping[str, Taken]) -> Iterator[str]:
    """The documents that take a payload, and those that do not, by their errors."""
    found: dict[int, list[str]] = {}
    for label, taken in near.items():
        found.setdefault(taken.count(Severity.ERROR), []).append(label)
    yield ", ".join(found.pop(0, ()))
    yield "; ".join(f"{errors} in {', '.join(labels)}" for errors, labels in sorted(found.items()))


def _folded(title: str, lines: Iterator[str]) -> Iterator[str]:
    """Lines that a code host shows on a click; the blank lines let it read Markdown inside."""
    yield from ("<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>", "")
