"""The table of `check --variant all`."""

from __future__ import annotations

import orjson

from batchschema.core import Fits
from batchschema.reports.concise_report import line
from batchschema.reports.table import columns
from batchschema.reports.view import View


def as_text(fits: Fits) -> str:
    """A row per variant, the best first; below it, what could not be read."""
    rows = [["variant", "fit", "errors", "warnings", "notes"]]
    rows += [
        [
            fit.variant.id,
            f"{fit.fitting:,} of {fits.payloads:,}",
            *(f"{n:,}" for n in (fit.errors, fit.warnings, fit.notes)),
        ]
        for fit in fits.fits
    ]
    out = columns(rows, numbers=frozenset(range(1, 5)))
    out += f"{fits.fitted:,} of {fits.payloads:,} payloads fit some variant.\n"
    return out + "".join(f"{line(group, View())}\n" for group in fits.findings)


def as_json(fits: Fits) -> str:
    """The same as one JSON object."""
    table = [
        {
            "variant": fit.variant.id,
            "payloads": fits.payloads,
            "fitting": fit.fitting,
            "errors": fit.errors,
            "warnings": fit.warnings,
            "notes": fit.notes,
        }
        for fit in fits.fits
    ]
    summary = {"payloads": fits.payloads, "fitted": fits.fitted, "unreadable": fits.unreadable}
    return (
        orjson.dumps({"version": 1, "fits": table, "summary": summary}, option=orjson.OPT_INDENT_2).decode()
        + "\n"
    )
