"""A history with exactly one thing wrong, and what all ways to break one have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from batchschema.generate.histories import Histories
from batchschema.generate.jobs import Job

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn


@dataclass(frozen=True, slots=True)
class BrokenHistory:
    """Looks at one job that would make sense but for one thing."""

    polls: list[Any]
    rule: str
    """The lifecycle rule that must speak, and the only one that does."""
    index: int
    """The look that it must speak of, from 0."""
    pointer: str
    """Where in that look, in wire names (RFC 6901)."""


Break = Callable[["DrawFn", Histories], BrokenHistory]


def labelled(histories: Histories, polls: list[Any], rule: str, concept: str) -> BrokenHistory:
    """A history whose last look is the one to speak of."""
    pointer = str(histories.plan.places[concept][0])
    return BrokenHistory(polls, rule, len(polls) - 1, pointer)


def ended_by(job: Job, **extra: Any) -> list[Any]:
    """All looks, the last one with other values for some concepts."""
    return [*job.polls()[:-1], job.but(extra=extra).poll(job.last)]


def followed_by(job: Job, **extra: Any) -> list[Any]:
    """All looks and one more of the last status, with other values for some concepts."""
    return [*job.polls(), job.but(extra=extra).poll(job.last)]
