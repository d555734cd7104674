"""The tables of `check --variant all`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from batchschema.core import Fit, Fits, Severity
from batchschema.core.fits import PayloadFit, Taken
from batchschema.core.wording import plural
from batchschema.reports.concise_report import line, place
from batchschema.reports.json_text import indented
from batchschema.reports.markdown import code, table
from batchschema.reports.table import columns
from batchschema.reports.view import View

MARKS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.NOTE: "notes"}


def as_text(fits: Fits) -> str:
    """A row per variant, the best first; below it, what could not be read.

    Versions of one document that take the payloads alike share a row. Variants to which no payload is a batch
    job are counted only.
    """
    near = [fit for fit in fits.fits if fit.strange < fits.payloads] or list(fits.fits)
    rows = [["variant", "fit", "errors", "warnings", "notes"]]
    rows += [
        [
            _names(alike),
            f"{alike[0].fitting:,} of {fits.payloads:,}",
            *(f"{n:,}" for n in (alike[0].errors, alike[0].warnings, alike[0].notes)),
        ]
        for alike in _rows(near)
    ]
    out = columns(rows, numbers=frozenset(range(1, 5)))
    if far := len(fits.fits) - len(near):
        out += f"To {plural(far, 'other variant')}, nothing here is a batch job.\n"
    out += f"{fits.fitted:,} of {fits.payloads:,} payloads fit some variant.\n"
    return out + "".join(f"{line(group, View())}\n" for group in fits.findings)


def _rows(fits: Sequence[Fit]) -> Iterator[list[Fit]]:
    """The versions of one document with the same counts, together where the best of them stands."""
    rows: dict[tuple[object, ...], list[Fit]] = {}
    for fit in fits:
        rows.setdefault((fit.variant.label, *fit.counts), []).append(fit)
    yield from rows.values()


def _names(alike: Sequence[Fit]) -> str:
    newest = max((fit.variant for fit in alike), key=lambda variant: variant.release)
    others = len(alike) - 1
    return newest.id + (f" and {plural(others, 'more version')}" if others else "")


def as_json(fits: Fits) -> str:
    """All variants as one JSON object."""
    variants = [
        {
            "variant": fit.variant.id,
            "payloads": fits.payloads,
            "fitting": fit.fitting,
            "strange": fit.strange,
            "errors": fit.errors,
            "warnings": fit.warnings,
            "notes": fit.notes,
        }
        for fit in fits.fits
    ]
    summary = {"payloads": fits.payloads, "fitted": fits.fitted, "unreadable": fits.unreadable}
    return indented({"version": 1, "fits": variants, "summary": summary})


def as_markdown(fits: Fits) -> str:
    """Payloads by variants; below it, which rules speak of what."""
    near = [fit.variant.id for fit in fits.fits if fit.strange < fits.payloads]
    numbers = {id: number for number, id in enumerate(sorted(near), 1)}
    out = [
        "A cell is how the document takes the payload: `ok`, or its errors (`e`) and warnings (`w`);",
        "notes (`n`) are what goes beyond the document. A dot: to the document, this is no batch job.",
        "",
        *(f"{number}. `{id}`" for id, number in numbers.items()),
        "",
    ]
    taken = ([code(_name(one)), *(_cell(one.taken[id]) for id in numbers)] for one in fits.each)
    out += table(["payload", *map(str, numbers.values())], taken)
    spoken = ([code(_name(one)), *cells] for one in fits.each for cells in _rules(one, numbers))
    out += ["", *table(["payload", "rule", "how often, in which documents"], spoken)]
    out += ["", f"{fits.fitted:,} of {fits.payloads:,} payloads fit the newest version of some document."]
    if far := len(fits.fits) - len(near):
        out.append(f"To {plural(far, 'other document')}, nothing here is a batch job.")
    out += [f"- {line(group, View())}" for group in fits.findings]
    return "\n".join(out) + "\n"


def _name(one: PayloadFit) -> str:
    """The file, and where in it the payload stands, if there may be others."""
    location = (
        one.location if one.pointer or (one.location.line or 1) > 1 else one.location._replace(line=None)
    )
    return place(location._replace(column=None))


def _cell(taken: Taken) -> str:
    if taken.strange:
        return "·"
    errors, warnings, notes = (taken.count(severity) for severity in MARKS)
    words = [
        f"{errors}e" if errors else "ok",
        f"{warnings}w" if warnings else "",
        f"{notes}n" if notes else "",
    ]
    return " ".join(word for word in words if word)


def _rules(one: PayloadFit, numbers: dict[str, int]) -> Iterator[list[str]]:
    """Each error and warning of a payload, with the documents that it is against by how often."""
    spoken: dict[tuple[Severity, str], dict[int, list[int]]] = {}
    for id, number in numbers.items():
        taken = one.taken[id]
        for (severity, rule), count in taken.rules.items() if not taken.strange else ():
            if severity is not Severity.NOTE:
                spoken.setdefault((severity, rule), {}).setdefault(count, []).append(number)
    for (_, rule), counts in sorted(spoken.items(), key=lambda item: (-item[0][0], item[0][1])):
        often = "; ".join(
            f"{count} in {', '.join(map(str, documents))}" for count, documents in sorted(counts.items())
        )
        yield [f"`{rule}`", often]
