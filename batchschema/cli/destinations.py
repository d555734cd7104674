"""Standard output, and files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

import click

AT_ONCE = 1 << 16
"""Characters written in one call: CPython does not notice a pipe that closes within a long write."""


class Destination(Protocol):
    """Where a report is written."""

    def open(self) -> None:
        """Get ready to be written to."""

    def write(self, text: str) -> None:
        """Take text as it is."""

    def flush(self) -> None:
        """Hand on what was taken, so that failing to is noticed here."""

    def commit(self) -> None:
        """Let what was written count."""

    def discard(self) -> None:
        """Let nothing remain of what was not committed, as far as that can be."""


class StandardOutput:
    """Standard output: what is written is written."""

    def write(self, text: str) -> None:
        """Write to what standard output is now."""
        sys.stdout.write(text)

    def flush(self) -> None:
        """Empty the buffer."""
        sys.stdout.flush()

    def open(self) -> None:
        """Nothing."""

    commit = discard = open


def checked_file(path: str) -> str | None:
    """The file that the user wants written; None for `-`, which is standard output.

    Raises `click.UsageError` for one that could never be written.
    """
    folder = os.path.dirname(path) or "."
    if path == "-":
        return None
    if os.path.isdir(path):
        raise click.UsageError(f"{path} is a folder; name a file in it")
    if not os.path.isdir(folder):
        raise click.UsageError(f"there is no folder {folder} to write {os.path.basename(path)} in")
    return path


def spare_inputs(path: str | None, inputs: Iterable[str]) -> None:
    """Raise `click.UsageError` for a report that would take the place of what it is about."""
    if path is None or not os.path.exists(path):
        return
    for each in inputs:
        if os.path.isfile(each) and os.path.samefile(each, path):
            raise click.UsageError(f"{each} is to be read; a report in its place would be its end")


def write_text(path: str | None, text: str) -> None:
    """Write a text as a whole to a file, or to standard output where the path is None; raises `OSError`."""
    place = StandardOutput() if path is None else file_at(path)
    place.open()
    try:
        for start in range(0, len(text), AT_ONCE):
            place.write(text[start : start + AT_ONCE])
        place.flush()
        place.commit()
    finally:
        place.discard()  # what was committed stays


def file_at(path: str) -> Destination:
    """A regular file is replaced as a whole; a device or a pipe that is there is written into."""
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        regular = True
    target = os.path.realpath(path) if regular else path
    return WholeFile(path, f"{target}.{os.getpid()}.part" if regular else target, target)


class WholeFile:
    """A file, written beside its place and put there at the end."""

    def __init__(self, name: str, written: str, target: str) -> None:
        self._name, self._written, self._target = name, written, target

    def open(self) -> None:
        """Begin the file; raises `OSError`, here and below, with its name."""
        with self._named():
            self._file = open(self._written, "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115

    def write(self, text: str) -> None:
        """Write into it."""
        with self._named():
            self._file.write(text)

    def flush(self) -> None:
        """Empty the buffer."""
        with self._named():
            self._file.flush()

    def commit(self) -> None:
        """Put it in its place, with the permissions of what was there."""
        with self._named():
            self._file.close()
            if self._written == self._target:
                return
            with contextlib.suppress(FileNotFoundError):
                os.chmod(self._written, stat.S_IMODE(os.stat(self._target).st_mode))
            os.replace(self._written, self._target)

    def discard(self) -> None:
        """Remove what is not in its place."""
        with contextlib.suppress(OSError):
            self._file.close()
        if self._written != self._target:
            with contextlib.suppress(OSError):
                os.unlink(self._written)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say of which file an error speaks."""
        try:
            yield
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OSError(error.errno, f"{self._name} cannot be written: {reason}") from error
