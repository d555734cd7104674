"""One made-up job: the way it goes, when, and with how many requests; and what a look at it shows.

A look is a drawn payload, the same for the whole job, in which the fields that a lifecycle speaks of are set
as they stand at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from batchschema.core import Field, Null, Pointer, Presence
from batchschema.core.lifecycle import Lifecycle, Status
from batchschema.core.spelling import folded

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TIMES: Mapping[str, Callable[[int], object]] = {
    "epoch-milliseconds": lambda second: second * 1000,
    "rfc3339": lambda second: f"{EPOCH + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}",
}
"""How a moment is written; where nothing else is documented, in seconds."""
ABSENT = object()
ALWAYS_SET = ("created_at", "expires_at")
"""Moments that are known from the first look on."""
PARTS = ("succeeded_requests", "failed_requests", "cancelled_requests", "expired_requests")


@dataclass(frozen=True, slots=True)
class Plan:
    """What the jobs of one variant have in common."""

    lifecycle: Lifecycle
    places: Mapping[str, tuple[Pointer, Field]]
    """By concept, where the variant has it."""

    def has(self, *concepts: str) -> bool:
        """Whether the variant has all of these."""
        return all(concept in self.places for concept in concepts)

    def tells(self, concept: str) -> bool:
        """Whether the variant has a moment, and in a unit that is documented."""
        return self.has(concept) and self.places[concept][1].unit is not None

    def word(self, status: Status) -> str | None:
        """How the variant spells a status; None where it does not have it."""
        known = self.places["status"][1].values
        if known is None:
            return status.word
        words = {folded(word) for word in (status.word, *status.also)}
        return next((word for word in known if isinstance(word, str) and folded(word) in words), None)

    def statuses(self) -> list[Status]:
        """The statuses that the variant has a word for."""
        return [status for status in self.lifecycle.statuses if self.word(status) is not None]

    def way_to(self, end: Status, choose: Callable[[Sequence[Status]], Status]) -> tuple[Status, ...]:
        """Statuses that a job goes through until it comes to an end, from the first on."""
        known = {status.word: status for status in self.statuses()}
        way = [end]
        while before := [known[word] for word in way[0].after if word in known]:
            way.insert(0, choose(before))
        return tuple(way)

    def timestamps(self) -> Iterator[str]:
        """The moments that the lifecycle speaks of, each after those it follows."""
        rows = [[concept for concept in row if self.has(concept)] for row in self.lifecycle.orders]
        singles = [[concept] for concept in self.lifecycle.set_once if self.has(concept)]
        yield from dict.fromkeys(concept for row in (*rows, *singles) for concept in row)

    def written_moment(self, concept: str, second: int) -> object:
        """A moment as the variant writes it; digits in a text of which no more is documented."""
        node = self.places[concept][1]
        if node.unit is None and node.types == ("string",):
            return str(second)
        write = TIMES.get(node.unit or "")
        return write(second) if write is not None else second

    def zeros(self, status: Status) -> frozenset[str]:
        """Counts that are 0 in a status."""
        zeros = [zero for zero in self.lifecycle.zeros if status.word in zero.statuses]
        return frozenset(count for zero in zeros for count in zero.counts)

    def is_counted_alike(self, one: Status, other: Status) -> bool:
        """Whether what holds of the counts in one status holds in another."""
        sums = [
            [
                each
                for each in self.lifecycle.sums
                if each.statuses is not None and status.word in each.statuses
            ]
            for status in (one, other)
        ]
        return sums[0] == sums[1] and self.zeros(one) == self.zeros(other)

    def unset(self, concept: str) -> list[Any]:
        """The ways to say that there is nothing: `ABSENT`, null, or emptiness."""
        node = self.places[concept][1]
        ways: list[Any] = [None] if node.null is not Null.FORBIDDEN else []
        if node.presence is not Presence.REQUIRED:
            ways.append(ABSENT)
        empty: Mapping[str, Any] = {"array": [], "object": {}}
        return ways or [empty[name] for name in node.types or () if name in empty]


@dataclass(frozen=True, slots=True)
class Job:
    """One made-up job."""

    plan: Plan
    base: Mapping[str, Any]
    """A payload; what the lifecycle does not speak of stays as it is here."""
    way: tuple[Status, ...]
    looks: tuple[int, ...]
    """For each look, how far the job has come on its way."""
    moments: Mapping[str, int]
    """When each thing happens that may happen, in seconds since 1970."""
    total: int
    done: tuple[tuple[int, int], ...]
    """For each look, how many requests were answered and how many failed."""
    nothing: Mapping[str, Any]
    """How each field that can be empty says so."""
    results: Mapping[str, Any]
    """What stands in the fields for results once there are any."""
    late_total: bool = False
    """Whether the total is 0 until the job has left its first status."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Values that come instead of what would be right, by concept."""

    @property
    def last(self) -> int:
        """The last look."""
        return len(self.looks) - 1

    def status(self, look: int) -> Status:
        """Where the job stands."""
        return self.way[self.looks[look]]

    def polls(self) -> list[Any]:
        """All looks."""
        return [self.poll(look) for look in range(len(self.looks))]

    def but(self, **changes: Any) -> Job:
        """Copy with something else in it."""
        return replace(self, **changes)

    def poll(self, look: int, *, status: Status | None = None) -> Any:
        """What a look shows; `status` is one to show instead."""
        payload = deepcopy(dict(self.base))
        shown = self._shown(look, status or self.status(look))
        for concept, value in (shown | dict(self.extra)).items():
            put(payload, self.plan.places[concept][0].tokens, value)
        return payload

    def is_set(self, concept: str, look: int, status: Status | None = None) -> bool:
        """Whether a moment has come."""
        passed = (*self.way[: self.looks[look] + 1], *([status] if status is not None else []))
        if concept in {each.timestamp for each in self.plan.lifecycle.statuses}:
            return concept in {each.timestamp for each in passed}
        return concept in ALWAYS_SET or concept not in self.nothing

    def _shown(self, look: int, status: Status) -> dict[str, Any]:
        shown: dict[str, Any] = {"status": self.plan.word(status)}
        for concept, second in self.moments.items():
            is_set = self.is_set(concept, look, status)
            shown[concept] = self.plan.written_moment(concept, second) if is_set else self.nothing[concept]
        answered, failed = self.done[look]
        have_come = status.succeeded or status.results
        for concept, result in self.results.items():
            is_there = failed if concept in self.plan.lifecycle.failures else answered
            shown[concept] = result if have_come and is_there else self.nothing[concept]
        if "errors" in self.nothing:
            shown["errors"] = self.nothing["errors"]
        return shown | self._counts(look, status)

    def _counts(self, look: int, status: Status) -> dict[str, Any]:
        zeros = self.plan.zeros(status)
        counts = dict.fromkeys(PARTS, 0)
        counts["succeeded_requests"], counts["failed_requests"] = self.done[look]
        counts.update(dict.fromkeys(zeros & set(PARTS), 0))
        total = 0 if self.late_total and not self.looks[look] and self.way[1:] else self.total
        counts["total_requests"] = total
        counts["completed_requests"] = counts["succeeded_requests"] + counts["failed_requests"]
        counts["pending_requests"] = total - sum(counts[part] for part in PARTS)
        return {
            concept: self._written(concept, count)
            for concept, count in counts.items()
            if concept in self.plan.places
        }

    def _written(self, concept: str, count: int) -> Any:
        if (
            not count
            and concept in self.plan.lifecycle.absent_is_zero
            and self.nothing.get(concept) is ABSENT
        ):
            return ABSENT
        types = self.plan.places[concept][1].types
        return str(count) if types == ("string",) else count


def put(payload: Any, tokens: Sequence[Any], value: Any) -> None:
    """Set a value at a place whose parent is there; `ABSENT` takes it away."""
    for token in tokens[:-1]:
        payload = payload[token]
    if value is ABSENT:
        payload.pop(tokens[-1], None)
    else:
        payload[tokens[-1]] = value
