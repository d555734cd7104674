"""Histories with exactly one thing wrong, labelled with the lifecycle rule that must say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from batchschema.core.lifecycle import Status, Sum
from batchschema.generate.errors import Unsatisfiable
from batchschema.generate.histories import Histories
from batchschema.generate.jobs import ALWAYS_SET, Job

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy


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


def broken_histories(histories: Histories) -> SearchStrategy[BrokenHistory]:
    """Draw broken histories, rule by rule about equally often.

    Raises `Unsatisfiable` when the vendor's table says too little for any rule to speak.
    """
    from hypothesis import strategies as st

    breaks = [one for possible in POSSIBLE for one in possible(histories)]
    if not breaks:
        raise Unsatisfiable("histories", "the vendor's lifecycle says too little to be broken")
    return st.composite(lambda draw: draw(st.sampled_from(breaks))(draw, histories))()


def _labelled(histories: Histories, polls: list[Any], rule: str, concept: str) -> BrokenHistory:
    """A history whose last look is the one to speak of."""
    pointer = str(histories.plan.places[concept][0])
    return BrokenHistory(polls, rule, len(polls) - 1, pointer)


def _last(job: Job) -> int:
    return len(job.looks) - 1


def _ended_by(job: Job, **extra: Any) -> list[Any]:
    """All looks, the last one with other values for some concepts."""
    return [*job.polls()[:-1], job.but(extra=extra).poll(_last(job))]


def _followed_by(job: Job, **extra: Any) -> list[Any]:
    """All looks and one more of the last status, with other values for some concepts."""
    return [*job.polls(), job.but(extra=extra).poll(_last(job))]


def _counts(histories: Histories) -> Iterator[Break]:
    plan = histories.plan
    sums = [each for each in plan.lifecycle.sums if plan.has(each.whole, *each.parts)]
    if sums:
        yield lambda draw, histories: _miscounted(draw, histories, sums)
    zeros = [(zero, count) for zero in plan.lifecycle.zeros for count in zero.counts if plan.has(count)]
    if zeros:

        def not_zero(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import strategies as st

            zero, count = draw(st.sampled_from(zeros))
            job = histories.job(draw, histories.ends(lambda end: end.word in zero.statuses), once=True)
            return _labelled(histories, _ended_by(job, **{count: 1}), "counts-do-not-add-up", count)

        yield not_zero


def _miscounted(draw: DrawFn, histories: Histories, sums: list[Sum]) -> BrokenHistory:
    from hypothesis import strategies as st

    each = draw(st.sampled_from(sums))
    fits = each.statuses
    job = histories.job(draw, histories.ends(lambda end: fits is None or end.word in fits), once=True)
    part = each.parts[0]
    types = histories.plan.places[part][1].types
    more = job.total + 1
    wrong = str(more) if types == ("string",) else more
    return _labelled(histories, _ended_by(job, **{part: wrong}), "counts-do-not-add-up", each.whole)


def _no_files(histories: Histories) -> Iterator[Break]:
    answers = [concept for concept in histories.plan.lifecycle.answers if histories.plan.has(concept)]
    ends = histories.ends(lambda end: end.succeeded)
    if ends and answers and all(histories.plan.unset(concept) for concept in answers):

        def all_failed(draw: DrawFn, histories: Histories) -> BrokenHistory:
            job = histories.job(draw, ends, once=True, failing=True)
            return _labelled(histories, job.polls(), "completed-without-files", answers[0])

        yield all_failed


def _no_moment(histories: Histories) -> Iterator[Break]:
    plan = histories.plan

    def can_lack(end: Status) -> bool:
        moment = end.timestamp
        return end.terminal and moment is not None and plan.has(moment) and bool(plan.unset(moment))

    ends = histories.ends(can_lack)
    if ends:

        def without(draw: DrawFn, histories: Histories) -> BrokenHistory:
            job = histories.job(draw, ends, once=True)
            moment = job.status(_last(job)).timestamp
            assert moment is not None, "such statuses were chosen"
            polls = _ended_by(job, **{moment: job.nothing[moment]})
            return _labelled(histories, polls, "terminal-without-timestamp", moment)

        yield without


def _disorder(histories: Histories) -> Iterator[Break]:
    plan = histories.plan

    def tells_two(end: Status) -> bool:
        come = {*ALWAYS_SET, end.timestamp}
        return any(len([c for c in row if plan.tells(c) and c in come]) > 1 for row in plan.lifecycle.orders)

    ends = histories.ends(tells_two)
    if ends:

        def swapped(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import strategies as st

            job = histories.job(draw, ends, once=True)
            first, second = draw(st.sampled_from(list(_neighbours(job, _last(job)))))
            job = job.but(moments={**job.moments, second: job.moments[first] - 1})
            look = next(n for n in range(len(job.looks)) if (first, second) in _neighbours(job, n))
            return _labelled(histories, job.polls()[: look + 1], "timestamps-out-of-order", second)

        yield swapped


def _neighbours(job: Job, look: int) -> Iterator[tuple[str, str]]:
    """Moments that stand side by side in a row and have both come."""
    for row in job.plan.lifecycle.orders:
        told = [concept for concept in row if job.plan.tells(concept) and job.is_set(concept, look)]
        yield from pairwise(told)


def _early_file(histories: Histories) -> Iterator[Break]:
    lifecycle = histories.plan.lifecycle
    results = [c for c in (*lifecycle.answers, *lifecycle.failures) if histories.plan.has(c)]
    ends = histories.ends(lambda end: end.results is False)
    if results and ends:

        def early(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import strategies as st

            job = histories.job(draw, ends, once=True)
            concept = draw(st.sampled_from(results))
            polls = _ended_by(job, **{concept: histories.filled(draw)[concept]})
            return _labelled(histories, polls, "file-before-terminal", concept)

        yield early


def _errors(histories: Histories) -> Iterator[Break]:
    kind = histories.plan.lifecycle.errors
    ends = histories.ends(lambda end: end.succeeded)
    counted = kind == "job" or histories.plan.has("failed_requests")
    if kind is not None and ends and counted and histories.plan.has("errors"):

        def listed(draw: DrawFn, histories: Histories) -> BrokenHistory:
            job = histories.job(draw, ends, once=True, failing=False)
            polls = _ended_by(job, errors=histories.filled(draw)["errors"])
            return _labelled(histories, polls, "errors-beside-success", "errors")

        yield listed


def _backwards(histories: Histories) -> Iterator[Break]:
    plan = histories.plan
    pairs = [
        (end, before)
        for end in histories.ends(lambda end: not end.terminal)
        for before in histories.ends()
        if plan.lifecycle.precedes(before, end) and plan.is_counted_alike(before, end)
    ]
    if pairs:

        def back(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import strategies as st

            end, before = draw(st.sampled_from(pairs))
            job = histories.job(draw, [end])
            polls = _followed_by(job, status=plan.word(before))
            return _labelled(histories, polls, "status-went-backwards", "status")

        yield back


def _identity(histories: Histories) -> Iterator[Break]:
    plan = histories.plan
    concepts = [
        concept
        for concept in plan.lifecycle.identity
        if plan.has(concept) and len(plan.places[concept][1].values or (1, 2)) > 1 and concept != "created_at"
    ]
    if concepts:

        def other(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import assume
            from hypothesis import strategies as st

            concept = draw(st.sampled_from(concepts))
            job = histories.job(draw)
            polls = _followed_by(job, **{concept: histories.filled(draw)[concept]})
            assume(polls[-1] != polls[-2])
            return _labelled(histories, polls, "identity-changed", concept)

        yield other


def _fewer(histories: Histories) -> Iterator[Break]:
    plan = histories.plan
    rows = [row for row in plan.lifecycle.growing if plan.has(*row)]
    of_all = [row for row in rows if "total_requests" in row or len(row) > 1]
    ends = histories.ends(lambda end: not end.terminal)
    if of_all and ends:

        def fewer(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import assume

            job = histories.job(draw, ends)
            last = _last(job)
            assume(sum(job.done[last]) < job.total and not (job.late_total and not job.looks[last]))
            polls = [*job.polls(), job.but(total=job.total - 1).poll(last)]
            return _labelled(histories, polls, "count-decreased", of_all[0][0])

        yield fewer


def _rewritten(histories: Histories) -> Iterator[Break]:
    concepts = [concept for concept in histories.plan.lifecycle.set_once if histories.plan.tells(concept)]
    if concepts:

        def later(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import assume
            from hypothesis import strategies as st

            job = histories.job(draw)
            told = [concept for concept in concepts if job.is_set(concept, _last(job))]
            assume(told)
            concept = draw(st.sampled_from(told))
            moved = job.but(moments={**job.moments, concept: job.moments[concept] + 1})
            polls = [*job.polls(), moved.poll(_last(job))]
            return _labelled(histories, polls, "timestamp-rewritten", concept)

        yield later


def _after_the_end(histories: Histories) -> Iterator[Break]:
    plan = histories.plan
    pairs = [
        (end, other)
        for end in histories.ends(lambda end: end.terminal)
        for other in histories.ends(lambda other: other.terminal and not other.succeeded)
        if end != other and not end.succeeded and plan.is_counted_alike(end, other)
    ]
    if pairs:

        def another_end(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import strategies as st

            end, other = draw(st.sampled_from(pairs))
            job = histories.job(draw, [end])
            polls = [*job.polls(), job.poll(_last(job), status=other)]
            return _labelled(histories, polls, "terminal-then-changed", "status")

        yield another_end
    yield from _another_result(histories)


def _another_result(histories: Histories) -> Iterator[Break]:
    plan = histories.plan
    ends = histories.ends(lambda end: end.succeeded)
    answers = [c for c in plan.lifecycle.answers if plan.has(c) and plan.places[c][1].types == ("string",)]
    if ends and answers:

        def replaced(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import assume
            from hypothesis import strategies as st

            job = histories.job(draw, ends)
            concept = draw(st.sampled_from(answers))
            polls = _followed_by(job, **{concept: histories.filled(draw)[concept]})
            assume(concept in job.results and polls[-1] != polls[-2])
            return _labelled(histories, polls, "terminal-then-changed", concept)

        yield replaced


POSSIBLE: tuple[Callable[[Histories], Iterator[Break]], ...] = (
    _counts, _no_files, _no_moment, _disorder, _early_file, _errors, _backwards, _identity, _fewer,
    _rewritten, _after_the_end,
)  # fmt: skip
"""For each rule, the ways to break it that a variant and its vendor's table allow."""
