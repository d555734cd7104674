"""The looks at each job that a run has met, kept until it ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from batchschema.core.poll import Poll

Job = tuple[str, str]
"""A vendor and the id that it gave the job."""


@dataclass(slots=True)
class Polls:
    """Looks by job, in the order of the input; looks that show nothing new are left out.

    About 1.5 kB for each job and for each change of it, however often it was looked at.
    """

    jobs: dict[Job, list[Poll]] = field(default_factory=dict)

    def tells(self, job: Job, poll: Poll) -> bool:
        """Whether a look is worth keeping: it shows something new, or may yet find its place in time."""
        known = self.jobs.get(job)
        return poll.at is not None or not known or not _shows_the_same(known[-1], poll)

    def add(self, job: Job, poll: Poll) -> None:
        """Keep a look; of equal ones in a row the first, and where they bear times the last, too."""
        known = self.jobs.setdefault(job, [])
        if known and _shows_the_same(known[-1], poll):
            if poll.at is None:
                return
            if len(known) > 1 and _shows_the_same(known[-2], poll):
                known.pop()
        known.append(poll)

    def merge(self, later: Polls) -> None:
        """Add the looks of a later part of the input."""
        for job, polls in later.jobs.items():
            for poll in polls:
                self.add(job, poll)

    def unordered(self) -> int:
        """How many jobs stand in several places of which no time tells the order."""
        return sum(
            len({poll.source if poll.at is None else None for poll in looks}) > 1
            for looks in self.jobs.values()
        )


def _shows_the_same(one: Poll, later: Poll) -> bool:
    """Whether leaving out what lies between the two, or the later one, hides nothing."""
    if one.source != later.source or one.variant != later.variant or one.values != later.values:
        return False
    return one.at is later.at is None or (one.at is not None and later.at is not None and one.at <= later.at)
