"""How the variants of the catalogue take the same payloads."""

from __future__ import annotations

from dataclasses import dataclass

from batchschema.core.summary import Group
from batchschema.core.variant import Variant


@dataclass(frozen=True, slots=True)
class Fit:
    """How one variant takes all payloads."""

    variant: Variant
    fitting: int
    """Payloads without an error."""
    errors: int
    warnings: int
    notes: int


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
