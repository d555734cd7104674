"""Ways to break a history between two looks, each of which makes sense by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from batchschema.generate.breaks import Break, BrokenHistory, followed_by, labelled
from batchschema.generate.histories import Histories

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn


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
            polls = followed_by(job, status=plan.word(before))
            return labelled(histories, polls, "status-went-backwards", "status")

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
            polls = followed_by(job, **{concept: histories.filled(draw)[concept]})
            assume(polls[-1] != polls[-2])
            return labelled(histories, polls, "identity-changed", concept)

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
            assume(sum(job.done[job.last]) < job.total and not (job.late_total and not job.looks[job.last]))
            polls = [*job.polls(), job.but(total=job.total - 1).poll(job.last)]
            return labelled(histories, polls, "count-decreased", of_all[0][0])

        yield fewer


def _rewritten(histories: Histories) -> Iterator[Break]:
    concepts = [concept for concept in histories.plan.lifecycle.set_once if histories.plan.tells(concept)]
    if concepts:

        def later(draw: DrawFn, histories: Histories) -> BrokenHistory:
            from hypothesis import assume
            from hypothesis import strategies as st

            job = histories.job(draw)
            told = [concept for concept in concepts if job.is_set(concept, job.last)]
            assume(told)
            concept = draw(st.sampled_from(told))
            moved = job.but(moments={**job.moments, concept: job.moments[concept] + 1})
            polls = [*job.polls(), moved.poll(job.last)]
            return labelled(histories, polls, "timestamp-rewritten", concept)

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
            polls = [*job.polls(), job.poll(job.last, status=other)]
            return labelled(histories, polls, "terminal-then-changed", "status")

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
            polls = followed_by(job, **{concept: histories.filled(draw)[concept]})
            assume(concept in job.results and polls[-1] != polls[-2])
            return labelled(histories, polls, "terminal-then-changed", concept)

        yield replaced


POSSIBLE: tuple[Callable[[Histories], Iterator[Break]], ...] = (
    _backwards,
    _identity,
    _fewer,
    _rewritten,
    _after_the_end,
)
"""For each rule over several looks, the ways to break it that a variant and its vendor's table allow."""
