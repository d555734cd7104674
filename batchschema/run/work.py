"""Judge the parts of the input, and hand the results on in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from batchschema.core import Checked, Finding, Fold, Group
from batchschema.readers import Limits
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.parts import Counters, Part, size_of, sources_of
from batchschema.run.polls import Polls
from batchschema.run.processes import over_parts
from batchschema.run.tally import Tally, sort_key

if TYPE_CHECKING:
    from batchschema.run.stale import Scope

Item = Group | Fold | Checked


class Render(Protocol):
    """Turns what is found into text where it is found; can be sent to another process."""

    @property
    def sources(self) -> bool:
        """Whether each source is wanted too, once it is judged, with all its findings."""

    def __call__(self, item: Item) -> Sequence[str]:
        """A text for each report that lists; empty where it does not show the item."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one part."""

    tally: Tally
    rendered: Sequence[Sequence[str]] = ()
    """For each report that lists, its items in order."""
    size: int = 0
    """Bytes of the part, as they lie on disk."""


@dataclass(frozen=True, slots=True)
class Worker:
    """What every process needs; can be sent to one."""

    options: CheckOptions
    render: Render | None = None
    """Turns each finding into text where it is found; None to keep groups instead."""

    def start(self) -> Callable[[Part], Result]:
        """A function that judges parts, with its schemas compiled once."""
        import gc

        gc.disable()  # payloads and findings hold no cycles; looking for some costs a third of the time
        checker = Checker(self.options)
        checker.prepare()
        limits = Limits(self.options.max_payload)
        counters = Counters()
        return lambda part: self._judge(checker, part, limits, counters)

    def _judge(self, checker: Checker, part: Part, limits: Limits, counters: Counters) -> Result:
        total = Tally()
        rendering = Rendering(self.render) if self.render is not None else None
        for source, named, chunks in sources_of(part, limits, counters):
            emit = rendering.emit if rendering is not None else None
            tally = checker.check(chunks, source, named=named, emit=emit)
            if part.range and part.range[0]:
                tally.inputs = 0
            total.merge(tally)
            if rendering is not None:
                rendering.end(source, tally, part.range[0] if part.range else 0)
        size = part.range[1] if part.range else sum(size_of(file.path) for file in part.files)
        return Result(total, rendering.texts if rendering is not None else (), size)

    def over_polls(self, polls: Polls) -> Result:
        """What the lifecycle rules say of jobs that were looked at more than once, by place."""
        checker = Checker(self.options)
        follower = checker.follower
        assert follower is not None, "looks at jobs are kept only where they are asked about"
        from batchschema.run.known import unknown

        tally = Tally()
        tally.unordered = follower.unordered(polls, self.options.policy)
        told = unknown(follower.over_polls(polls, checker.policy_for), checker, tally)
        return self._told(sorted(told, key=sort_key), tally)

    def over_suppressions(self, scope: Scope, total: Tally) -> Result:
        """What the baseline rules say, once all parts are judged; `total` is the tally of them all."""
        from batchschema.run.stale import suppression_findings

        found = suppression_findings(Checker(self.options), scope, total)
        return self._told(sorted(found, key=sort_key), Tally())

    def _told(self, findings: list[Finding], tally: Tally) -> Result:
        """Findings of which only the end of a run can tell, in order."""
        if self.render is None or self.options.groups:
            tally.keep(findings, lambda finding: finding)
        else:
            tally.count(findings)
        rendering = Rendering(self.render) if self.render is not None else None
        if rendering is None:
            return Result(tally)
        for source, found in groupby(findings, key=_source_of):
            for finding in found:
                rendering.emit(finding)
            rendering.end(source, Tally(), 0)
        return Result(tally, rendering.texts)


def _source_of(finding: Finding) -> str:
    return finding.location.source if finding.location is not None else "-"


class Rendering:
    """The texts of one part, as they come."""

    def __init__(self, render: Render) -> None:
        self.texts: list[list[str]] = []
        self._render = render
        self._groups: list[Group] = []

    def emit(self, item: Finding | Fold) -> None:
        """Render one finding or line of notes."""
        if isinstance(item, Fold):
            self._add(item)
            return
        group = Group(item)
        if self._render.sources:
            self._groups.append(group)
        self._add(group)

    def end(self, source: str, tally: Tally, first_byte: int) -> None:
        """Render one source as a whole, where that is wanted."""
        if self._render.sources:
            variants = dict(sorted(tally.variants.items()))
            self._add(Checked(source, tuple(self._groups), variants, first_byte))
            self._groups.clear()

    def _add(self, item: Item) -> None:
        texts = self._render(item)
        if not self.texts:
            self.texts = [[] for _ in texts]
        for into, text in zip(self.texts, texts, strict=True):
            if text:
                into.append(text)


def run_parts(worker: Worker, parts: Iterable[Part], *, jobs: int) -> Iterator[Result]:
    """Judge the parts on up to `jobs` processes; results come in the order of the parts.

    What is to be said of several looks at one job can only be told at the end, and comes last.
    """
    polls = Polls()
    for result in over_parts(worker, parts, jobs=jobs):
        polls.merge(result.tally.polls)
        result.tally.polls = Polls()
        yield result
    if polls.jobs:
        yield worker.over_polls(polls)
