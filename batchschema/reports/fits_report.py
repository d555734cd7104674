"""Which variants fit, for a terminal or a program: `check --variant all`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from batchschema.core.fits import Fit, Fits
from batchschema.core.wording import plural
from batchschema.reports.concise_report import line
from batchschema.reports.json_text import indented
from batchschema.reports.table import columns
from batchschema.reports.view import View


def as_text(fits: Fits) -> str:
    """A row per variant, the best first; below it, what could not be read.

    Versions of one document that take the payloads alike share a row. Variants to which no payload is a batch
    job are counted only.
    """
    told = "".join(f"{line(group, View())}\n" for group in fits.findings)
    if not fits.payloads:
        return f"No payload could be judged.\n{told}"
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
    return out + told


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
