"""Cut the input into parts, judge them on one or several processors, and hand the results on in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from batchschema.core import Finding, Fold, Group, WorkerEnded
from batchschema.readers import (
    File,
    Limits,
    LineCounter,
    kind_of,
    line_ranges,
    read_file,
    read_range,
    read_stdin,
)
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.tally import Tally

RANGE = 4 << 20
"""Bytes of JSON Lines in one part."""
SMALL_FILES = 64
"""Small files in one part."""
WORTH_A_PROCESS = 12 << 20
"""Bytes of input from which a second process pays for its start."""
BYTES_PER_FILE = 50_000
"""What opening and judging a small file costs, in bytes of JSON Lines."""

Render = Callable[[Group | Fold], str]


@dataclass(frozen=True, slots=True)
class Part:
    """What one process judges at a time: some whole files, or one range of lines; None is stdin."""

    files: tuple[File, ...] = ()
    range: tuple[int, int] | None = None
    stdin: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one part."""

    tally: Tally
    rendered: tuple[str, ...] = ()
    """Each finding in order, when they are listed one by one."""
    size: int = 0
    """Bytes of the part, as they lie on disk."""


class _Counters(dict[str, LineCounter]):
    """A line counter for each file, made on demand."""

    def __missing__(self, path: str) -> LineCounter:
        counter = self[path] = LineCounter(path)
        return counter


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
        counters = _Counters()
        return lambda part: self._judge(checker, part, limits, counters)

    def _judge(self, checker: Checker, part: Part, limits: Limits, counters: _Counters) -> Result:
        rendered: list[str] = []
        render = self.render

        def emit(item: Finding | Fold) -> None:
            assert render is not None, "findings are emitted only where they are rendered"
            if text := render(item if isinstance(item, Fold) else Group(item)):
                rendered.append(text)

        taken = emit if render is not None else None
        total = Tally()
        if part.stdin is not None:
            name = part.stdin if part.stdin != "-" else None
            total.merge(checker.check(read_stdin(name, limits), part.stdin, emit=taken))
        for file in part.files:
            parts = (
                read_range(counters[file.path], *part.range, limits)
                if part.range
                else read_file(file.path, limits)
            )
            tally = checker.check(parts, file.path, named=file.named, emit=taken)
            tally.inputs = 0 if part.range and part.range[0] else 1
            total.merge(tally)
        size = part.range[1] if part.range else sum(size_of(file.path) for file in part.files)
        return Result(total, tuple(rendered), size)


def run_parts(worker: Worker, parts: Iterable[Part], *, jobs: int) -> Iterator[Result]:
    """Judge the parts on up to `jobs` processes; results come in the order of the parts."""
    if jobs <= 1:
        yield from map(worker.start(), parts)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context
    from multiprocessing.context import BaseContext

    global _judge_part
    method = "fork" if os.name == "posix" and os.uname().sysname == "Linux" else "spawn"
    context: BaseContext = get_context(method)
    _judge_part = worker.start()  # forked processes inherit it, schemas compiled
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(worker,))
    pending: deque[Future[Result]] = deque()
    try:
        for part in parts:
            if part.stdin is not None:  # which only this process has
                pending.append(Future())
                pending[-1].set_result(_judge_part(part))
            else:
                with _interrupts_held():  # processes start here, before they can ignore them
                    pending.append(pool.submit(_judge_in_process, part))
            if len(pending) > 2 * jobs:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerEnded from error
    except BaseException:
        for process in active_children():  # one may wait for input that never comes
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait; a process that is forked meanwhile never gets it."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def parts_of(files: Sequence[File], stdin: str | None) -> Iterator[Part]:
    """Cut files into parts in the order of their paths; stdin stands where its name sorts."""
    waiting: list[File] = []
    for file in files:
        if stdin is not None and stdin <= file.path:
            yield from _flushed(waiting)
            yield Part(stdin=stdin)
            stdin = None
        if _is_long(file.path):
            yield from _flushed(waiting)
            yield from _ranges(file)
            continue
        waiting.append(file)
        if len(waiting) >= SMALL_FILES:
            yield from _flushed(waiting)
    yield from _flushed(waiting)
    if stdin is not None:
        yield Part(stdin=stdin)


def useful_jobs(files: Sequence[File]) -> int:
    """As many processes as there are processors, or one when the input is small."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1:
        return 1
    work = 0
    for file in files:
        work += BYTES_PER_FILE + size_of(file.path)
        if work > WORTH_A_PROCESS:
            return cores
    return 1


def _flushed(waiting: list[File]) -> Iterator[Part]:
    if waiting:
        yield Part(files=tuple(waiting))
        waiting.clear()


def _ranges(file: File) -> Iterator[Part]:
    try:
        with open(file.path, "rb") as stream:
            for found in line_ranges(stream, RANGE):
                yield Part(files=(file,), range=found)
    except OSError:
        yield Part(files=(file,))  # reading it says why


def _is_long(path: str) -> bool:
    return kind_of(path) == "lines" and not path.endswith(".gz") and size_of(path) > 2 * RANGE


def size_of(path: str) -> int:
    """Bytes of a file; 0 where that cannot be told."""
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


_judge_part: Callable[[Part], Result] | None = None


def _start(worker: Worker) -> None:
    import signal

    global _judge_part
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    if _judge_part is None:
        _judge_part = worker.start()


def _judge_in_process(part: Part) -> Result:
    assert _judge_part is not None, "a process starts with _start"
    return _judge_part(part)
