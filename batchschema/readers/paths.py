"""From command-line paths to the files behind them, in a fixed order."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from batchschema.core import Unreadable
from batchschema.readers.source import kind_of

SKIPPED_FOLDERS = frozenset(
    [
        ".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".hypothesis", ".ipynb_checkpoints",
        ".mypy_cache", ".nox", ".pytest_cache", ".pytype", ".ruff_cache", ".svn", ".tox", ".venv",
        "__pycache__", "__pypackages__", "_build", "node_modules", "site-packages", "venv",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class File:
    """One file to read."""

    path: str
    named: bool
    """True when the user named it; a file met while walking a folder is reported only if it holds a batch."""


def expand(paths: Iterable[str], *, excluded: Callable[[str], bool]) -> tuple[list[File], list[Unreadable]]:
    """Turn files, folders and globs into files sorted by path, each once; and what could not be found."""
    files: dict[str, File] = {}
    missing: list[Unreadable] = []
    for path in paths:
        if os.path.isdir(path):
            found = [File(inner, named=False) for inner in _walk(path, missing) if not excluded(inner)]
        elif os.path.lexists(path):
            found = [] if excluded(path) else [File(path, named=True)]
        elif any(mark in path for mark in "*?["):
            from glob import glob

            matches = sorted(glob(path, recursive=True))
            found = [
                File(match, named=True) for match in matches if os.path.isfile(match) and not excluded(match)
            ]
            if not matches:
                missing.append(Unreadable("unreadable-input", "matches no file", path))
        else:
            found = []
            missing.append(Unreadable("unreadable-input", "does not exist", path))
        for file in found:
            known = os.path.normpath(file.path)
            if known not in files or file.named:
                files[known] = file
    return sorted(files.values()), missing


def _walk(folder: str, missing: list[Unreadable]) -> Iterator[str]:
    def closed(error: OSError) -> None:
        what = f"cannot be read: {(error.strerror or str(error)).lower()}"
        missing.append(Unreadable("unreadable-input", what, str(error.filename)))

    for above, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(
            name
            for name in folders
            if name not in SKIPPED_FOLDERS and not os.path.exists(os.path.join(above, name, "pyvenv.cfg"))
        )
        for name in names:
            path = os.path.normpath(os.path.join(above, name))
            if kind_of(name) != "unknown" and not _would_wait(path):
                yield path


def _would_wait(path: str) -> bool:
    """Whether reading may never end, as with a pipe into which nobody writes."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False  # reading it says why
