"""What an importer could not take at its word, and errors that end an import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from batchschema.core import BatchschemaError, Pointer
from batchschema.core.errors import suggestion
from batchschema.core.instance import Passage

EXCERPT = 120
ROOT: Final = Pointer()


@dataclass(frozen=True, slots=True)
class Doubt:
    """One statement of a document that could not be taken over as it stands."""

    rule: str
    """The document rule that speaks about it."""
    text: str
    passage: Passage
    pointer: Pointer = ROOT
    """The field it is about, in wire names."""


class Example(NamedTuple):
    """A value that the document itself shows."""

    value: Any
    passage: Passage
    pointer: Pointer = ROOT
    """The place whose value it is."""
    is_text: bool = False
    """True for an example that is given as text and is no JSON; the value is that text's flaw."""


class UnreadableDocument(BatchschemaError):
    """A document that cannot be read, or in which nothing of its notation is found."""

    def __init__(self, source: str, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.source, self.reason, self.line, self.column = source, reason, line, column
        where = source if line is None else f"{source}:{line}"
        super().__init__(f"{where}: {reason}")


class UnreadFile(UnreadableDocument):
    """A file whose content nobody looked at: it may not be read, or is too large."""


class UnknownRoot(BatchschemaError):
    """No component of the document has this name."""

    def __init__(self, source: str, name: str | None, known: Iterable[str]) -> None:
        self.source, self.name, self.known = source, name, tuple(known)
        some = ", ".join(self.known[:8]) + (", …" if len(self.known) > 8 else "")
        if name is None:
            super().__init__(f"{source} holds {len(self.known)} components; name one with --root: {some}")
        elif name.startswith("/"):
            super().__init__(f"{source}: nothing is at `{name}`; its components are {some}")
        else:
            hint = suggestion(name, self.known).removesuffix(".")
            super().__init__(f"{source}: no component `{name}`{hint or f'; there are {some}'}")


def excerpt(text: str) -> str:
    """A cell's text, cut where it is very long."""
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"
