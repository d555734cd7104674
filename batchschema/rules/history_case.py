"""What a lifecycle rule may know about several looks at one job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from batchschema.core import Finding, Rule, Severity
from batchschema.core.lifecycle import Lifecycle, Status
from batchschema.core.poll import Moment, Poll, Value, count_of, moment_of
from batchschema.core.wording import compared_with
from batchschema.rules.layout import Layout


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
        before = self._place(step.before, concept)
        text = compared_with(text, before, earlier=step.ordered)
        found = layout.finding(self.rule, severity, concept, text)
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

    def _place(self, poll: Poll, concept: str) -> str:
        """Where a look stood, in words: its line, or its pointer where it was never text."""
        source, line, _ = poll.location(self._index[concept])
        return f"{source}:{line}" if line is not None else str(poll.root) or source


def _tracks(polls: Sequence[Poll]) -> list[list[Poll]]:
    """Looks whose order is known: all that bear a time, and those of each source that do not."""
    timed = sorted((poll for poll in polls if poll.at is not None), key=lambda poll: poll.at or 0)
    tracks = {"": timed} if timed else {}
    for poll in polls:
        if poll.at is None:
            tracks.setdefault(f"/{poll.source}", []).append(poll)
    return list(tracks.values())
