"""Ways to break a history within one look: each leaves it with what the look's own rules must say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from batchschema.core.lifecycle import Status, Sum
from batchschema.generate.breaks import Break, BrokenHistory, ended_by, labelled
from batchschema.generate.histories import Histories
from batchschema.generate.jobs import ALWAYS_SET, Job

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn


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
            return labelled(histories, ended_by(job, **{count: 1}), "counts-do-not-add-up", count)

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
    return labelled(histories, ended_by(job, **{part: wrong}), "counts-do-not-add-up", each.whole)


def _no_files(histories: Histories) -> Iterator[Break]:
    answers = [concept for concept in histories.plan.lifecycle.answers if histories.plan.has(concept)]
    ends = histories.ends(lambda end: end.succeeded)
    if ends and answers and all(histories.plan.unset(concept) for concept in answers):

        def all_failed(draw: DrawFn, histories: Histories) -> BrokenHistory:
            job = histories.job(draw, ends, once=True, failing=True)
            return labelled(histories, job.polls(), "completed-without-files", answers[0])

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
            moment = job.status(job.last).timestamp
            assert moment is not None, "such statuses were chosen"
            polls = ended_by(job, **{moment: job.nothing[moment]})
            return labelled(histories, polls, "terminal-without-timestamp", moment)

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
            first, second = draw(st.sampled_from(list(_neighbours(job, job.last))))
            job = job.but(moments={**job.moments, second: job.moments[first] - 1})
            look = next(n for n in range(len(job.looks)) if (first, second) in _neighbours(job, n))
            return labelled(histories, job.polls()[: look + 1], "timestamps-out-of-order", second)

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
            polls = ended_by(job, **{concept: histories.filled(draw)[concept]})
            return labelled(histories, polls, "file-before-terminal", concept)

        yield early


def _errors(histories: Histories) -> Iterator[Break]:
    kind = histories.plan.lifecycle.errors
    ends = histories.ends(lambda end: end.succeeded)
    counted = kind == "job" or histories.plan.has("failed_requests")
    if kind is not None and ends and counted and histories.plan.has("errors"):

        def listed(draw: DrawFn, histories: Histories) -> BrokenHistory:
            job = histories.job(draw, ends, once=True, failing=False)
            polls = ended_by(job, errors=histories.filled(draw)["errors"])
            return labelled(histories, polls, "errors-beside-success", "errors")

        yield listed


POSSIBLE: tuple[Callable[[Histories], Iterator[Break]], ...] = (
    _counts,
    _no_files,
    _no_moment,
    _disorder,
    _early_file,
    _errors,
)
"""For each rule over one look, the ways to break it that a variant and its vendor's table allow."""
