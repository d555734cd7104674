"""The parts of an input taken by one or several processes, with the results in the order of the parts."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from batchschema.core import WorkerEnded
from batchschema.core.interrupts import interrupts_held
from batchschema.run.parts import Part

START_METHOD = "fork" if os.name == "posix" and os.uname().sysname == "Linux" else "spawn"
"""How processes begin: forked ones inherit compiled schemas, others are sent what they need."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Starter(Protocol[T_co]):
    """What every process begins with; can be sent to one."""

    def start(self) -> Callable[[Part], T_co]:
        """A function that takes parts; what is costly is made here, once for all of them."""


def over_parts(starter: Starter[T], parts: Iterable[Part], *, jobs: int) -> Iterator[T]:
    """Take the parts on up to `jobs` processes; standard input is read in this one.

    Raises `WorkerEnded` where a process ends before its part is done.
    """
    if jobs <= 1:
        yield from map(starter.start(), parts)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context
    from multiprocessing.context import BaseContext

    global _take
    context: BaseContext = get_context(START_METHOD)
    _take = take = starter.start()  # forked processes inherit it, schemas compiled
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(starter,))
    pending: deque[Future[T]] = deque()
    try:
        for part in parts:
            if part.stdin is not None:  # which only this process has
                pending.append(Future())
                pending[-1].set_result(take(part))
            else:
                with interrupts_held():  # processes start here, before they can ignore them
                    pending.append(pool.submit(_in_process, part))
            if len(pending) > 2 * jobs:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerEnded from error
    except BaseException:
        for process in active_children():  # one may wait for input that never comes
            process.terminate()
        pool.shutdown(cancel_futures=True)  # waits: what minds the pool must not outlive it
        raise
    pool.shutdown()


_take: Callable[[Part], Any] | None = None


def _start(starter: Starter[object]) -> None:
    import signal

    global _take
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run
    _end_with_parent()
    if _take is None:
        _take = starter.start()


def _end_with_parent() -> None:
    """A parent that is killed cannot end its processes, and they would hold its output open."""
    import threading
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None, "called in a process that was started"

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _in_process(part: Part) -> Any:
    assert _take is not None, "a process starts with _start"
    return _take(part)
