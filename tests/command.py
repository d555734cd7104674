"""The command line as a test sees it: in a process of its own, or, for many runs, in this one."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from unittest import mock

import orjson

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 60
"""Seconds after which a run is taken for hung."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left behind."""

    code: int
    output: bytes
    errors: bytes

    @property
    def stdout(self) -> str:
        """Standard output as text."""
        return self.output.decode()

    @property
    def stderr(self) -> str:
        """Standard error as text."""
        return self.errors.decode()

    @property
    def report(self) -> dict[str, Any]:
        """What `--format json` printed."""
        report: dict[str, Any] = orjson.loads(self.output)
        return report

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings that `--format json` or `--format jsonl` printed."""
        if self.output.startswith(b'{"version"'):
            return list(self.report["findings"])
        return [orjson.loads(line) for line in self.output.splitlines()]

    @property
    def places(self) -> list[tuple[str, str]]:
        """Rule and pointer of each finding."""
        return [(finding["rule"], finding["pointer"]) for finding in self.findings]


class Command(Protocol):
    """Runs `batchschema` with these arguments."""

    def __call__(
        self,
        *arguments: str | Path,
        stdin: bytes = b"",
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run it in `folder`, with variables added to a plain environment."""


def plain_environment(added: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without what changes how output looks, and with this checkout first."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "110", **(added or {})}


def run_command(
    *arguments: str | Path,
    stdin: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run the command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "batchschema", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env=plain_environment(environment),
        timeout=LONGEST,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def call_command(
    *arguments: str | Path,
    stdin: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run the command line in this process, through the same door: `main`."""
    from batchschema.cli import main

    out, err = io.BytesIO(), io.BytesIO()
    with (
        mock.patch.object(sys, "argv", ["batchschema", *map(str, arguments)]),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin)))),
        mock.patch.object(sys, "stdout", _Writer(out)),
        mock.patch.object(sys, "stderr", _Writer(err)),
        mock.patch.dict(os.environ, plain_environment(environment), clear=True),
        contextlib.chdir(folder or Path.cwd()),
        _garbage_collected(),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        sys.stdout.flush()
        sys.stderr.flush()
    assert isinstance(code, int), "the command line ends with an exit code"
    return Outcome(code, out.getvalue(), err.getvalue())


class _Writer(io.TextIOWrapper):
    """A text stream that leaves its bytes readable when it is thrown away."""

    def __init__(self, into: io.BytesIO) -> None:
        super().__init__(into, encoding="utf-8", newline="\n")

    def close(self) -> None:
        """Keep the bytes."""
        self.flush()

    def __del__(self) -> None:
        self.detach()


@contextlib.contextmanager
def _garbage_collected() -> Iterator[None]:
    """A run turns the collector off, which in a process of its own does no harm."""
    try:
        yield
    finally:
        gc.enable()
