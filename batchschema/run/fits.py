"""Which variants fit: every payload against every variant of the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from batchschema.core import Fit, Fits, Instance, Severity, Unreadable, Variant
from batchschema.readers import Chunk, File, Limits, read_file, read_stdin
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.tally import Tally


def fits_of(
    options: CheckOptions, files: Sequence[File], missing: Sequence[Unreadable], stdin: str | None
) -> Fits:
    """Judge every payload by every variant, in one pass over the input."""
    checker = Checker(options)
    counts: dict[Variant, Counter[Severity | None]] = {
        variant: Counter() for variant in checker.catalog.values()
    }
    payloads = fitted = 0
    unread = Tally()
    for each in missing:
        unread.merge(checker.check([each], each.source))
    for instance in _instances(checker, files, stdin, unread):
        payloads += 1
        worst = []
        for variant, count in counts.items():
            verdict = checker.judge(variant).verdict(instance)
            count.update(finding.severity for finding in verdict.findings)
            count[None] += verdict.worst is not Severity.ERROR
            worst.append(verdict.worst)
        fitted += any(severity is not Severity.ERROR for severity in worst)
    fits = [
        Fit(variant, count[None], count[Severity.ERROR], count[Severity.WARNING], count[Severity.NOTE])
        for variant, count in counts.items()
    ]
    fits.sort(key=lambda fit: (-fit.fitting, fit.errors, fit.warnings, fit.notes, fit.variant.id))
    return Fits(tuple(fits), payloads, fitted, unread.unreadable, tuple(unread.grouped()))


def _instances(
    checker: Checker, files: Sequence[File], stdin: str | None, unread: Tally
) -> Iterator[Instance]:
    """Every payload of the input; what holds none is counted in `unread`."""
    limits = Limits(checker.options.max_payload)
    sources = [(file.path, file.named, read_file(file.path, limits)) for file in files]
    if stdin is not None:
        sources.append((stdin, True, read_stdin(stdin if stdin != "-" else None, limits)))
    for source, named, parts in sources:
        unread.inputs += 1
        for part in parts:
            for document in part.documents() if isinstance(part, Chunk) else (part,):
                if isinstance(document, Unreadable):
                    unread.merge(replace(checker.check([document], source, named=named), inputs=0))
                    continue
                for instance in checker.split(document, None, source):
                    if named or checker.is_batch(instance.value):
                        yield instance
                    else:
                        unread.skipped += 1
