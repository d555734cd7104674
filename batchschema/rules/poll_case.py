"""What a lifecycle rule may know about one look at a job, by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from batchschema.core import Finding, Instance, Pointer, Rule, Severities, Severity
from batchschema.core.lifecycle import Lifecycle, Status
from batchschema.core.poll import Moment, count_of, moment_of
from batchschema.rules.case import ABSENT
from batchschema.rules.layout import Layout, is_something, read


@dataclass(slots=True)
class PollCase:
    """One look at a job, by itself."""

    layout: Layout
    instance: Instance
    severity_of: Callable[[Rule, Severities], Severity | None]
    spoiled: frozenset[Pointer] = frozenset()
    """Places where a payload rule has found something wrong; no value there is relied on."""
    rule: Rule | None = None
    """The rule that is being asked."""
    _claimed: set[str] = field(default_factory=set)

    @property
    def lifecycle(self) -> Lifecycle:
        """What is known of the vendor's jobs."""
        return self.layout.lifecycle

    @property
    def status(self) -> Status | None:
        """Where the job stands; None for a word that the vendor's table does not have."""
        return self.lifecycle.status_of(self.value("status"))

    def documents(self, concept: str) -> bool:
        """Whether the variant has the concept at all."""
        return concept in self.layout.places

    def value(self, concept: str) -> Any:
        """The value, or `ABSENT`, as where it cannot be relied on."""
        place = self.layout.places.get(concept)
        return ABSENT if place is None or place[0] in self.spoiled else read(self.instance, place[0])

    def is_set(self, concept: str) -> bool | None:
        """Whether there is something other than null or emptiness; None where that cannot be relied on."""
        place = self.layout.places.get(concept)
        if place is None or place[0] in self.spoiled:
            return None
        return is_something(read(self.instance, place[0]))

    def moment(self, concept: str) -> Moment | None:
        """A timestamp in seconds since 1970; None where there is none."""
        place = self.layout.places.get(concept)
        return moment_of(self.value(concept), place[1].unit) if place is not None else None

    def count(self, concept: str) -> int | None:
        """A count; None where the payload does not tell it."""
        found = self.value(concept)
        if found is ABSENT and concept in self.lifecycle.absent_is_zero and self.is_set(concept) is False:
            return 0
        return count_of(found)

    def name(self, concept: str) -> str:
        """What the variant calls a concept."""
        return str(self.layout.places[concept][0])[1:]

    def finding(
        self, concept: str, text: str, *, hint: str | None = None, severities: Severities | None = None
    ) -> Iterator[Finding]:
        """Say what makes no sense at one place, unless a rule has spoken of it or this one is off."""
        assert self.rule is not None, "findings are made while a rule is asked"
        if concept in self._claimed:
            return
        self._claimed.add(concept)
        severity = self.severity_of(self.rule, severities or self.rule.severities)
        if severity is not None:
            yield self.layout.finding(self.rule, severity, concept, text, hint)
