"""Two commands timed in turn, and what came of it as a row of the table."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measuring import Command, Sample, timed

MEMORY_LIMIT = 250.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commands to time in turn; `peer` is None if it was not found, `limit` is None if only printed."""

    ours: Command
    peer: Command | None
    limit: float | None
    peer_label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `unit` is that of `ours` and `peer`.

    `limit` bounds the ratio or, where there is nothing to compare with, `ours`.
    """

    what: str
    unit: str
    ours: float | None
    peer: float | None
    ratio: float | None
    limit: float | None
    verdict: str
    compares: bool = True


def compared(pair: Pair, runs: int, folder: Path) -> tuple[Row, list[tuple[Command, Sample]]]:
    """Time the two commands in turn, after one untimed run of each; the row, and all samples."""
    what = f"{pair.ours.label} / {pair.peer_label}"
    if pair.peer is None:
        return Row(what, "s", None, None, None, pair.limit, "not found"), []
    print(f"timing {what}", file=sys.stderr)
    timed(pair.ours, folder)
    timed(pair.peer, folder)
    rounds = [(timed(pair.ours, folder), timed(pair.peer, folder)) for _ in range(runs)]
    ratio = median(ours.seconds / peer.seconds for ours, peer in rounds)
    row = Row(
        what=what,
        unit="s",
        ours=median(ours.seconds for ours, _ in rounds),
        peer=median(peer.seconds for _, peer in rounds),
        ratio=ratio,
        limit=pair.limit,
        verdict=verdict(ratio, pair.limit),
    )
    return row, [named for ours, peer in rounds for named in ((pair.ours, ours), (pair.peer, peer))]


def verdict(value: float | None, limit: float | None) -> str:
    """Whether the value is within the limit."""
    if value is None:
        return "not measured"
    if limit is None:
        return "-"
    return "ok" if value <= limit else "over"


def time_rows(pairs: Sequence[Pair], runs: int, folder: Path) -> tuple[list[Row], list[Row]]:
    """A row for each pair, and one for the peak memory over all runs of each of our commands."""
    rows: list[Row] = []
    peaks: dict[str, float] = {}
    for pair in pairs:
        row, samples = compared(pair, runs, folder)
        rows.append(row)
        for command, sample in samples:
            if command.own:
                peaks[command.label] = max(peaks.get(command.label, 0.0), sample.megabytes or 0.0)
    return rows, [memory_row(label, peak or None) for label, peak in peaks.items()]


def memory_row(label: str, peak: float | None) -> Row:
    """The row for one command's peak memory in MB, None where it could not be measured."""
    return Row(
        f"peak memory: {label}", "MB", peak, None, None, MEMORY_LIMIT, verdict(peak, MEMORY_LIMIT), False
    )


def own_rows(commands: Sequence[tuple[Command, float]], runs: int, folder: Path) -> list[Row]:
    """A row for each command with the seconds that it may take by itself."""
    rows = []
    for command, limit in commands:
        print(f"timing {command.label}", file=sys.stderr)
        timed(command, folder)
        seconds = median(timed(command, folder).seconds for _ in range(runs))
        rows.append(Row(command.label, "s", seconds, None, None, limit, verdict(seconds, limit), False))
    return rows
