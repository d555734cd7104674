"""`batchschema check --document`: documents in, findings about the documents out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import click

from batchschema.cli import exit_codes
from batchschema.cli.outputs import Outputs
from batchschema.config import Policy
from batchschema.core import NothingToCheck
from batchschema.core.errors import suggestion
from batchschema.importers import NOTATIONS
from batchschema.run.documents import DocumentOptions, expand_documents, judged_documents
from batchschema.run.tally import Tally


def check_documents(
    paths: Sequence[str],
    excluded: Callable[[str], bool],
    policy: Policy,
    outputs: Outputs,
    options: dict[str, Any],
) -> int:
    """Judge documents; exit codes as for payloads."""
    if options["schema"]:
        raise click.UsageError("--schema is for payloads; --document judges the schema itself")
    if len(options["variants"]) > 1:
        raise click.UsageError("--document takes one --variant: the id that the document gets")
    notation = options["notation"]
    if notation is not None and notation not in NOTATIONS:
        raise click.UsageError(
            f"no notation `{notation}`{suggestion(notation, NOTATIONS)} There are {', '.join(NOTATIONS)}."
        )
    if "-" in paths:
        raise click.UsageError(
            "a document may refer to its neighbours, so it is read from a file, not from -"
        )
    settings = DocumentOptions(
        policy,
        notation,
        options["root"],
        options["variants"][0] if options["variants"] else None,
        outputs.folds,
        outputs.groups,
    )
    files, missing = expand_documents(paths, excluded=excluded)
    if options["skip_others"]:
        files = [replace(file, named=False) for file in files]
    total = Tally(subject="document")
    with outputs:
        for result in judged_documents(files, missing, settings, outputs.render):
            outputs.take(result.rendered)
            total.merge(result.tally)
        summary = outputs.finish(total)
        if not (summary.payloads or summary.unreadable or options["allow_empty"]):
            raise NothingToCheck(f"no document of a batch job in {', '.join(paths)}")
    return exit_codes.of_summary(summary, options["fail_on"])
