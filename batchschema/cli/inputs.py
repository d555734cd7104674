"""What a command reads: paths, standard input, and options on how to read them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from batchschema.cli.options import Decorator
from batchschema.core import Unreadable
from batchschema.core.wording import plural
from batchschema.readers import File, expand
from batchschema.run.parts import Part, parts_of, useful_jobs

if TYPE_CHECKING:
    from batchschema.run.stale import Scope

SIZES = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def size(text: str) -> int:
    """Bytes, with an optional K, M or G (KiB, MiB, GiB): `64M`, `64MiB`, `67108864`."""
    found = re.fullmatch(r"(\d+)\s*([kmg]?)(?:i?b)?", text.strip().lower())
    if not found:
        raise click.BadParameter(f"{text!r} is no size; write 64M or a number of bytes")
    return int(found[1]) * SIZES[found[2]]


paths_argument: Decorator = click.argument("paths", nargs=-1, metavar="[PATH…|-]")
stdin_filename: Decorator = click.option(
    "--stdin-filename", metavar="NAME", help="What `-` is called in findings; its suffix tells the format."
)
at: Decorator = click.option(
    "--at",
    metavar="JSONPATH",
    help="Payloads are what this selects (RFC 9535) in each line or document; text in JSON is parsed.",
)
max_payload: Decorator = click.option(
    "--max-payload", type=size, default="64M", show_default=True, help="Largest payload to read."
)
jobs: Decorator = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes; default: as many as help.",
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the paths on the command line stand for."""

    paths: tuple[str, ...]
    """As the user wrote them; this folder where none was written."""
    files: Sequence[File]
    missing: Sequence[Unreadable]
    """What leads nowhere."""
    stdin: str | None
    """What standard input is called; None where it is not read."""
    _jobs: int

    @property
    def jobs(self) -> int:
        """How many processes to use."""
        return self._jobs or useful_jobs(self.files)

    @property
    def scope(self) -> Scope:
        """What a run over these reads, for telling which suppressions are stale."""
        from batchschema.run.stale import Scope

        sources = [file.path for file in self.files] + ([self.stdin] if self.stdin is not None else [])
        return Scope(tuple(sources), tuple(path for path in self.paths if os.path.isdir(path)))

    def parts(self) -> Iterator[Part]:
        """Everything, cut into what one process judges at a time."""
        return parts_of(self.files, self.missing, self.stdin)

    def unnamed(self) -> Inputs:
        """The same, as if the files had been found in a folder."""
        return replace(self, files=[replace(file, named=False) for file in self.files])


def inputs(paths: tuple[str, ...], options: dict[str, Any], *, excluded: Callable[[str], bool]) -> Inputs:
    """Find the files that paths stand for, this folder's where there are none."""
    paths = paths or (".",)
    files, missing = expand([path for path in paths if path != "-"], excluded=excluded)
    stdin = (options["stdin_filename"] or "-") if "-" in paths else None
    return Inputs(paths, files, missing, stdin, options.get("jobs", 0))


def why_nothing(paths: Sequence[str], inputs: int, skipped: int, at: str | None) -> str:
    """Why a run over these paths met no payload, having read some `inputs` and passed over what is none."""
    where = ", ".join("stdin" if path == "-" else path for path in paths)
    if not inputs:
        return f"no payload files in {where}"
    files = f"in the {plural(inputs, 'file')} read from {where}"
    if at is not None and not skipped:
        return f"the JSONPath --at {at!r} selected nothing, or only what is empty, {files}"
    return f"no batch job {files}"
