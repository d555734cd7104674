"""A named question, as its module declares it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from batchschema.core.finding import Finding, Severities


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its identity, its severities, its manual page and, where it judges payloads, its check."""

    name: str
    family: str
    severities: Severities
    page: str
    """The module's docstring: what, Why, Reject, Accept, Fix."""
    check: Callable[[Any], Iterator[Finding]] | None = None
    after: tuple[str, ...] = ()
    """Rules that speak first; what they claim, this one does not see."""
    speaks: Literal["first", "last"] | None = None
    """Before or after all rules that do not say so."""
    by_shape: bool = False
    """True when the findings follow from the payload's keys and JSON types alone."""
    over_polls: bool = False
    """True when it is asked about several looks at one job, not about one payload."""

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]
