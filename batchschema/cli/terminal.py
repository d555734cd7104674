"""Colours, excerpts of sources and progress: what only a terminal gets."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Protocol, TypeVar

import click

from batchschema.core.instance import Location
from batchschema.readers import File
from batchschema.reports.view import Style, plain
from batchschema.run.parts import size_of

ROLES = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "note": {"fg": "cyan"},
    "place": {"bold": True},
    "rule": {"fg": "magenta"},
    "faint": {"dim": True},
}
LARGEST_EXCERPTED = 4 << 20


def coloured(choice: str) -> Style:
    """How to colour text: as told, else as NO_COLOR and FORCE_COLOR say, else only on a terminal."""
    if choice == "auto":
        wanted = bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()
        choice = "always" if wanted and not os.environ.get("NO_COLOR") else "never"
    return _style if choice == "always" else plain


def _style(text: str, role: str) -> str:
    return click.style(text, **ROLES[role])  # type: ignore[arg-type]


def excerpt(location: Location) -> str | None:
    """The source line at a place, if the source is a plain file of moderate size."""
    try:
        if location.line is None or os.path.getsize(location.source) > LARGEST_EXCERPTED:
            return None
        with open(location.source, encoding="utf-8-sig") as file:
            return next(
                (line.rstrip("\n") for number, line in enumerate(file, 1) if number == location.line), None
            )
    except (OSError, ValueError):
        return None


class Sized(Protocol):
    """What came of a part of the input."""

    @property
    def size(self) -> int:
        """Bytes of the part."""


S = TypeVar("S", bound=Sized)


def progress(results: Iterable[S], files: Sequence[File], label: str = "checking") -> Iterator[S]:
    """Pass results on; on a terminal, a bar shows how far it is once more than a second has gone by."""
    if not sys.stderr.isatty():
        yield from results
        return
    began, done = time.monotonic(), 0
    with ExitStack() as stack:
        bar = None
        for result in results:
            done += result.size
            if bar is not None:
                bar.update(result.size)
            elif time.monotonic() - began > 1:
                length = sum(size_of(file.path) for file in files)
                bar = stack.enter_context(click.progressbar(length=length, file=sys.stderr, label=label))
                bar.update(done)
            yield result


def keep_out_of_this_folder() -> None:
    """Let Hypothesis keep its tables in the user's cache, not in a `.hypothesis` here."""
    if "hypothesis" not in sys.modules:
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
        folder = os.path.join(cache, "batchschema", "hypothesis")
        os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", folder)
