"""How the variants of the catalogue take the same payloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from batchschema.core.finding import Severity
from batchschema.core.instance import Location
from batchschema.core.pointer import Pointer
from batchschema.core.summary import Group
from batchschema.core.variant import Variant


@dataclass(frozen=True, slots=True)
class Fit:
    """How one variant takes all payloads."""

    variant: Variant
    fitting: int
    """Payloads without an error."""
    strange: int
    """Payloads that are something else than a batch job to this variant."""
    errors: int
    warnings: int
    notes: int

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        """All that a table shows."""
        return (self.fitting, self.strange, self.errors, self.warnings, self.notes)


@dataclass(frozen=True, slots=True)
class Taken:
    """How one variant takes one payload: how often each rule spoke, by severity."""

    rules: Mapping[tuple[Severity, str], int]
    strange: bool

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(count for (grade, _), count in self.rules.items() if grade is severity)


@dataclass(frozen=True, slots=True)
class PayloadFit:
    """How all variants take one payload."""

    location: Location
    pointer: Pointer
    """Where in its document it stands."""
    vendor: str | None
    """Whose batch job it is, told by its keys; None where no document comes near."""
    taken: Mapping[str, Taken]
    """By variant."""


@dataclass(frozen=True, slots=True)
class Fits:
    """How all variants take all payloads."""

    fits: tuple[Fit, ...]
    """The best first: most payloads fitting, then fewest errors, warnings and notes."""
    payloads: int
    fitted: int
    """Payloads that at least one variant fits."""
    unreadable: int
    """Inputs, or parts of them, that could not be judged by any."""
    findings: tuple[Group, ...]
    """What is to be said of those."""
    each: tuple[PayloadFit, ...] = ()
    """Payload by payload, where that was asked for."""
