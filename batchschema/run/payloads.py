"""The payloads of an input one by one, for what looks at them in another way than `check` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from batchschema.core import Document, Instance, Unreadable
from batchschema.readers import Chunk, File, Limits, read_file, read_stdin
from batchschema.run.check import Checker
from batchschema.run.tally import Tally

Part = Chunk | Document | Unreadable


class Source(NamedTuple):
    """One file, or standard input, and what it holds."""

    name: str
    named: bool
    """Whether the user named it, rather than a folder that it is in."""
    parts: Iterator[Part]


def iter_sources(files: Sequence[File], stdin: str | None, limits: Limits) -> Iterator[Source]:
    """Each source; standard input comes last."""
    for file in files:
        yield Source(file.path, file.named, read_file(file.path, limits))
    if stdin is not None:
        yield Source(stdin, True, read_stdin(stdin if stdin != "-" else None, limits))


def iter_payloads(
    checker: Checker, source: Source, part: Part, unread: Tally, *, beside: bool = False
) -> Iterator[Instance]:
    """Every payload of one part; what cannot be read goes to `unread`.

    So does the number of those that are no batch job and need not be one: in a walked folder, or in a
    recording of other calls. `beside` says that the source held payloads before this part, so that what is
    broken in it may have been one too.
    """
    variants = checker.variants_for(source.name)
    for document in part.documents() if isinstance(part, Chunk) else (part,):
        if isinstance(document, Unreadable):
            unread.merge(
                replace(checker.check([document], source.name, named=source.named or beside), inputs=0)
            )
            continue
        exchange = document.exchange
        judged = checker.is_asked_for(exchange, named=source.named)
        for instance in checker.split(document, variants, source.name):
            if judged or checker.is_batch(instance.value):
                beside = True
                yield instance
            else:
                unread.skipped += 1
