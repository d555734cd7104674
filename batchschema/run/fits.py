"""Which variants fit: every payload against every variant of the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from batchschema.core import Instance, Pointer, Severity, Unreadable, Variant
from batchschema.core.fits import Fit, Fits, PayloadFit, Taken
from batchschema.readers import File, Limits
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.judge import Verdict
from batchschema.run.payloads import iter_payloads, iter_sources
from batchschema.run.tally import Tally

STRANGE = "not-a-batch-object"
"""The rule that says that a payload is something else."""


def fits_of(
    options: CheckOptions,
    files: Sequence[File],
    missing: Sequence[Unreadable],
    stdin: str | None,
    *,
    each: bool = False,
) -> Fits:
    """Judge every payload by every variant, in one pass over the input.

    `each` keeps what is found payload by payload.
    """
    checker = Checker(options)
    variants = list(checker.catalog.values())
    takers = [(variant, _Taker()) for variant in variants]
    payloads = fitted = 0
    unread = Tally()
    found: list[PayloadFit] = []
    for one in missing:
        unread.merge(checker.check([one], one.source))
    for instance in _instances(checker, files, stdin, unread):
        payloads += 1
        verdicts = {variant.id: checker.judge(variant).verdict(instance) for variant in variants}
        for variant, taker in takers:
            taker.take(verdicts[variant.id])
        fitted += any(verdict.worst is not Severity.ERROR for verdict in verdicts.values())
        if each:
            taken = {id: _taken(verdict) for id, verdict in verdicts.items()}
            vendor = _vendor(checker, instance)
            found.append(PayloadFit(instance.locate(Pointer()), instance.root, vendor, taken))
    fits = [taker.fit(variant) for variant, taker in takers]
    fits.sort(key=lambda fit: (-fit.fitting, fit.errors, fit.warnings, fit.notes, fit.variant.id))
    return Fits(tuple(fits), payloads, fitted, unread.unreadable, tuple(unread.grouped()), tuple(found))


@dataclass(slots=True)
class _Taker:
    """Counts how one variant takes payloads."""

    severities: Counter[Severity] = field(default_factory=Counter)
    fitting: int = 0
    strange: int = 0

    def take(self, verdict: Verdict) -> None:
        self.severities.update([finding.severity for finding in verdict.findings])
        self.fitting += verdict.worst is not Severity.ERROR
        self.strange += STRANGE in verdict.rules

    def fit(self, variant: Variant) -> Fit:
        errors, warnings, notes = (
            self.severities[grade] for grade in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        )
        return Fit(variant, self.fitting, self.strange, errors, warnings, notes)


def _vendor(checker: Checker, instance: Instance) -> str | None:
    choice = checker.identify(instance.value, instance.exchange)
    return choice.variant.vendor if choice is not None and choice.near else None


def _taken(verdict: Verdict) -> Taken:
    rules = Counter((finding.severity, finding.rule) for finding in verdict.findings)
    return Taken(rules, STRANGE in verdict.rules)


def _instances(
    checker: Checker, files: Sequence[File], stdin: str | None, unread: Tally
) -> Iterator[Instance]:
    """Every payload of the input; what holds none is counted in `unread`."""
    for source in iter_sources(files, stdin, Limits(checker.options.max_payload)):
        unread.inputs += 1
        for part in checker.selected(source.parts, source.name):
            yield from iter_payloads(checker, source, part, unread)
