"""Rules that ask whether a job makes sense: one look at it by itself, and several looks one after the other.

They speak in vendor-neutral concepts, by the vendor's table in `schemas/_meta/lifecycles/`; where the table
does not say, or the variant does not document the field, a rule is silent.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from batchschema.core import (
    Documented,
    Field,
    Finding,
    Instance,
    Pointer,
    Rule,
    Severities,
    Severity,
    Shape,
    Variant,
    fingerprint_of,
)
from batchschema.core.lifecycle import Lifecycle, Status, places_of
from batchschema.core.poll import Moment, Poll, Value, count_of, moment_of
from batchschema.rules.case import ABSENT, value_at

T = TypeVar("T")
SeverityOf = Callable[[Rule, Severities], Severity | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one variant has the concepts that its vendor's lifecycle speaks of."""

    variant: Variant
    shape: Shape
    lifecycle: Lifecycle
    places: Mapping[str, tuple[Pointer, Field]] = field(init=False)
    """By concept."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", places_of(self.shape))

    def finding(
        self, rule: Rule, severity: Severity, concept: str, text: str, hint: str | None = None
    ) -> Finding:
        """What a rule says of one concept, without its place in a source."""
        pointer, node = self.places[concept]
        starred = self.shape.starred(pointer)
        return Finding(
            rule=rule.name,
            severity=severity,
            variant=self.variant.id,
            pointer=pointer,
            text=text,
            fingerprint=fingerprint_of(rule.name, self.variant.id, starred),
            documented=Documented.of(node),
            hint=hint,
            field=starred,
        )

    def unsettled(self, instance: Instance) -> frozenset[Pointer]:
        """Places where a printed object says None, which may stand for null or for nothing."""
        if instance.document is None or not instance.document.unsettled:
            return frozenset()
        return frozenset(place for place, _ in self.places.values() if instance.is_unsettled(place))

    def poll(self, instance: Instance, spoiled: frozenset[Pointer]) -> tuple[str, Poll] | None:
        """The job's id and what is kept of this look at it; None where no id tells which job it is."""
        if "id" not in self.places:
            return None
        job = instance.value_at(self.places["id"][0])
        if not isinstance(job, str) or not job:
            return None
        values: list[Value] = []
        for concept in self.lifecycle.followed:
            pointer = self.places[concept][0] if concept in self.places else None
            found = ABSENT if pointer is None else read(instance, pointer)
            values.append(... if found is ABSENT else "" if pointer in spoiled else _kept(found))
        exchange = instance.document.exchange if instance.document is not None else None
        recorded = moment_of(exchange.at, None) if exchange is not None else None
        return job, Poll(self.variant.id, instance.source, instance.root, recorded, tuple(values))

    def located(self, poll: Poll, instance: Instance) -> Poll:
        """A look with its places, which take longer to find than its values."""
        where = instance.locate(Pointer())
        places = array("L", [where.line or 0, where.column or 0])
        for concept, value in zip(self.lifecycle.followed, poll.values, strict=True):
            at = instance.locate(self.places[concept][0]) if value is not ... else None
            places.extend((at.line or 0, at.column or 0) if at is not None else (0, 0))
        return replace(poll, places=places)


@dataclass(slots=True)
class PollCase:
    """One look at a job, by itself."""

    layout: Layout
    instance: Instance
    severity_of: SeverityOf
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


class Step(NamedTuple):
    """Two looks at one job, each of which tells something."""

    before: Poll
    after: Poll
    """The later one; where the order is not known, the one that was read later."""
    ordered: bool = True


@dataclass(slots=True)
class HistoryCase:
    """All looks at one job."""

    layouts: Mapping[str, Layout]
    """By the ids of the variants the looks were judged by, all of one vendor."""
    polls: Sequence[Poll]
    severity_at: Callable[[str, Rule], Severity | None]
    """How bad a finding of a rule is in a source; None where the rule is off."""
    rule: Rule | None = None
    """The rule that is being asked."""
    _tracks: list[list[Poll]] = field(default_factory=list)
    _index: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tracks = _tracks(self.polls)
        self._index = {concept: index for index, concept in enumerate(self.lifecycle.followed)}

    @property
    def lifecycle(self) -> Lifecycle:
        """What is known of the vendor's jobs."""
        return self.layouts[self.polls[0].variant].lifecycle

    def value(self, poll: Poll, concept: str) -> Value:
        """A value as the payload had it; `...` where it had none, an empty text for one not to rely on."""
        return poll.values[self._index[concept]]

    def status(self, poll: Poll) -> Status | None:
        """Where the job stood."""
        return self.lifecycle.status_of(self.value(poll, "status"))

    def moment(self, poll: Poll, concept: str) -> Moment | None:
        """A timestamp in seconds since 1970; None where there was none."""
        place = self.layouts[poll.variant].places.get(concept)
        return moment_of(self.value(poll, concept), place[1].unit) if place is not None else None

    def count(self, poll: Poll, concepts: Iterable[str]) -> int | None:
        """Some counts together; None where the payload did not tell one of them."""
        total = 0
        for concept in concepts:
            value = self.value(poll, concept)
            known = concept in self.layouts[poll.variant].places
            zero = value is ... and known and concept in self.lifecycle.absent_is_zero
            count = 0 if zero else count_of(value)
            if count is None:
                return None
            total += count
        return total

    def steps(self, tells: Callable[[Poll], bool]) -> Iterator[Step]:
        """Each look that tells something, with the one that told it last before."""
        for track in self._tracks:
            telling = [poll for poll in track if tells(poll)]
            yield from (Step(before, after) for before, after in pairwise(telling))

    def pairs(self, tells: Callable[[Poll], bool]) -> Iterator[Step]:
        """The steps, and looks whose order is not known: of two files that bear no times."""
        yield from self.steps(tells)
        first = [next(filter(tells, track), None) for track in self._tracks]
        known = [poll for poll in first if poll is not None]
        yield from (Step(known[0], other, ordered=False) for other in known[1:])

    def finding(self, step: Step, concept: str, text: str) -> Iterator[Finding]:
        """Say what does not fit at the later look; `text` ends before the place of the earlier one."""
        assert self.rule is not None, "findings are made while a rule is asked"
        severity = self.severity_at(step.after.source, self.rule)
        layout = self.layouts[step.after.variant]
        if severity is None or concept not in layout.places:
            return
        index = self._index[concept]
        before = ":".join(str(part) for part in step.before.location(index)[:2] if part is not None)
        when = "earlier, " if step.ordered else ""
        found = layout.finding(self.rule, severity, concept, f"{text} ({when}at {before})")
        value = self.value(step.after, concept)
        yield Finding(
            found.rule,
            found.severity,
            found.variant,
            step.after.root + found.pointer,
            found.text,
            found.fingerprint,
            step.after.location(index),
            found.documented,
            found.hint,
            None if value is ... else value,
            found.field,
        )


def read(instance: Instance, pointer: Pointer) -> Any:
    """The value at a place in wire names, or `ABSENT`."""
    return value_at(instance.value, instance.spelling_of(pointer))


def is_something(value: Any) -> bool:
    """False for what is absent, null or empty, and for an object with nothing but empty lists in it."""
    if isinstance(value, dict):
        lists = [part for part in value.values() if isinstance(part, list)]
        return any(lists) if lists else bool(value)
    return value is not ABSENT and value not in (None, "", [])


def _kept(value: Any) -> Value:
    """What is small enough to be kept: of an object, whether there is one."""
    if isinstance(value, list):
        return tuple(value) if all(isinstance(part, str) for part in value) else True
    return is_something(value) if isinstance(value, dict) else value


def _tracks(polls: Sequence[Poll]) -> list[list[Poll]]:
    """Looks whose order is known: all that bear a time, and those of each source that do not."""
    timed = sorted((poll for poll in polls if poll.at is not None), key=lambda poll: poll.at or 0)
    tracks = {"": timed} if timed else {}
    for poll in polls:
        if poll.at is None:
            tracks.setdefault(f"/{poll.source}", []).append(poll)
    return list(tracks.values())
