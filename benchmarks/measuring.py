"""Run a whole process once: how long it took, and how much memory it and its children held."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.02
# With it, a checkout would compile itself at every start, which an installed package does not.
NOT_INHERITED = frozenset({"PYTHONDONTWRITEBYTECODE"})


class StoppedError(Exception):
    """A command did not end as the comparison needs it to."""


@dataclass(frozen=True, slots=True)
class Command:
    """One whole process to time; `own` marks this project's tool, `output` takes what it prints."""

    label: str
    argv: tuple[str, ...]
    own: bool = False
    output: Path | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: wall time, and the greatest sum of memory over its process tree (MB; None if unknown)."""

    seconds: float
    megabytes: float | None


def memory_of(pid: int) -> int:
    """Bytes a process holds: its proportional share or, without that file, resident minus shared."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        _, resident, shared, *_ = Path(f"/proc/{pid}/statm").read_text().split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def process_tree(root: int) -> list[int]:
    """The process and all its descendants, as the kernel lists them right now."""
    pids = [root]
    for pid in pids:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                pids.extend(map(int, children.read_text().split()))
            except OSError:
                continue
    return pids


class PeakMemory(threading.Thread):
    """Watches a process tree until stopped, and keeps the greatest sum of memory seen."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root, self._stopped, self._peak = root, threading.Event(), 0

    def run(self) -> None:
        """Sample until `stopped` is called; not at all where the kernel does not list children."""
        if not Path(f"/proc/{self._root}/task/{self._root}/children").exists():
            return
        while not self._stopped.wait(SAMPLE_SECONDS):
            self._peak = max(self._peak, sum(map(memory_of, process_tree(self._root))))

    def stopped(self) -> float | None:
        """End the watch and give the peak in MB, None if the kernel did not tell."""
        self._stopped.set()
        self.join()
        return self._peak / 1e6 if self._peak else None


def timed(command: Command, folder: Path) -> Sample:
    """One run of a command; raises StoppedError unless it ends with exit code 0."""
    with (command.output or Path(os.devnull)).open("wb") as out, tempfile.TemporaryFile() as errors:
        environment = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        start = time.perf_counter()
        process = subprocess.Popen(
            command.argv, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=errors
        )
        watch = PeakMemory(process.pid)
        watch.start()
        code = process.wait()
        seconds = time.perf_counter() - start
        megabytes = watch.stopped()
        if code:
            errors.seek(0)
            said = errors.read()[-2000:].decode(errors="replace")
            line = " ".join(command.argv)
            raise StoppedError(f"{command.label}: exit code {code}, expected 0\n{line}\n{said}")
    return Sample(seconds, megabytes)
