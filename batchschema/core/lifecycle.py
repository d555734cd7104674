"""What a vendor's jobs go through, in vendor-neutral names: a table of the catalogue."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from batchschema.core.facts import Field, Shape
from batchschema.core.pointer import Pointer
from batchschema.core.spelling import folded


@dataclass(frozen=True, slots=True)
class Status:
    """One word for where a job stands, and what it says of the rest of the object."""

    word: str
    also: tuple[str, ...] = ()
    """Other words for the same: another surface of the vendor spells it so."""
    after: tuple[str, ...] = ()
    """Statuses that a job may have right before this one; going the other way is going back."""
    terminal: bool = False
    succeeded: bool = False
    """True where the job ran to its end, whatever came of its requests."""
    timestamp: str | None = None
    """The concept of the moment that is set in this status; None where that is not known."""
    results: bool | None = None
    """False where there cannot be any result yet, True where there are some; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What one count is made of."""

    whole: str
    parts: tuple[str, ...]
    at_least: bool = False
    """True where the whole may be more than its parts: requests that are not done yet."""
    statuses: tuple[str, ...] | None = None
    """In which statuses it holds; None for all."""


@dataclass(frozen=True, slots=True)
class Zero:
    """Counts that are 0 in some statuses."""

    counts: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Lifecycle:
    """What is known of the way a vendor's jobs go; what is not known is empty, and its rules are silent."""

    vendor: str
    statuses: tuple[Status, ...] = ()
    orders: tuple[tuple[str, ...], ...] = ()
    """Timestamps by concept; in each row, none is before one that stands left of it."""
    sums: tuple[Sum, ...] = ()
    zeros: tuple[Zero, ...] = ()
    absent_is_zero: frozenset[str] = frozenset()
    """Counts that are left out where they are 0."""
    growing: tuple[tuple[str, ...], ...] = ()
    """Counts that never fall from one poll to the next; of several in one row, their sum."""
    identity: tuple[str, ...] = ()
    """What never changes from one poll to the next."""
    set_once: tuple[str, ...] = ()
    """Timestamps that never change once they are set."""
    answers: tuple[str, ...] = ()
    """Where the answers are to be found; one of these is enough."""
    failures: tuple[str, ...] = ()
    """Where the requests that failed are to be found."""
    errors: Literal["job", "requests"] | None = None
    """Whether the object's errors are about the whole job or about single requests."""

    @functools.cached_property
    def _by_word(self) -> Mapping[str, Status]:
        return {folded(word): status for status in self.statuses for word in (status.word, *status.also)}

    @functools.cached_property
    def _before(self) -> Mapping[str, frozenset[str]]:
        """For each status, those that come before it, directly or not."""
        direct = {status.word: set(status.after) for status in self.statuses}
        return {word: frozenset(_all_before(word, direct)) for word in direct}

    @functools.cached_property
    def followed(self) -> tuple[str, ...]:
        """Every concept that is compared from one poll to the next, in a fixed order."""
        counts = (count for row in self.growing for count in row)
        results = (*self.answers, *self.failures)
        return tuple(dict.fromkeys(("status", *self.identity, *self.set_once, *counts, *results)))

    def status_of(self, word: object) -> Status | None:
        """The status that a word means, whatever its case; None for a word that is not in the table."""
        return self._by_word.get(folded(word)) if isinstance(word, str) else None

    def precedes(self, earlier: Status, later: Status) -> bool:
        """Whether a job comes through the one status on its way to the other."""
        return earlier.word in self._before[later.word]


def places_of(shape: Shape) -> Mapping[str, tuple[Pointer, Field]]:
    """Where a variant has each concept; what stands inside an array or a map is left out."""
    return {
        node.concept: (pointer, node)
        for pointer, node in shape.walk()
        if node.concept and "*" not in pointer.tokens
    }


def lifecycle_of(table: Mapping[str, Any]) -> Lifecycle:
    """Read a table that obeys `schemas/_meta/lifecycle.schema.json`."""
    counts: Mapping[str, Any] = table.get("counts", {})
    timestamps: Mapping[str, Any] = table.get("timestamps", {})
    results: Mapping[str, Any] = table.get("results", {})
    return Lifecycle(
        vendor=table["vendor"],
        statuses=tuple(_status(word, about) for word, about in table.get("statuses", {}).items()),
        orders=_rows(timestamps.get("order", ())),
        set_once=tuple(timestamps.get("set_once", ())),
        sums=tuple(_sum(each) for each in counts.get("sums", ())),
        zeros=tuple(Zero(tuple(each["counts"]), tuple(each["statuses"])) for each in counts.get("zero", ())),
        absent_is_zero=frozenset(counts.get("absent_is_zero", ())),
        growing=_rows(counts.get("growing", ())),
        identity=tuple(table.get("identity", ())),
        answers=tuple(results.get("answers", ())),
        failures=tuple(results.get("failures", ())),
        errors=table.get("errors"),
    )


def _status(word: str, about: Mapping[str, Any]) -> Status:
    lists = {key: tuple(about.get(key, ())) for key in ("also", "after")}
    return Status(word, **{**about, **lists})


def _sum(about: Mapping[str, Any]) -> Sum:
    statuses = about.get("statuses")
    return Sum(
        whole=about["whole"],
        parts=tuple(about["parts"]),
        at_least=about["is"] == "at-least",
        statuses=None if statuses is None else tuple(statuses),
    )


def _rows(rows: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _all_before(word: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(direct[word])
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += direct[other]
    return found - {word}
