"""Payloads inside larger JSON texts, where a JSONPath says (RFC 9535): a field of each line of a log."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any

from batchschema.core import BatchschemaError, Document, Exchange, Pointer, Position, Unreadable
from batchschema.readers.bodies import embedded
from batchschema.readers.json_text import JsonDocument
from batchschema.readers.lines import Chunk
from batchschema.readers.spelled import Spelled


class BadPath(BatchschemaError):
    """`--at` is no JSONPath, or there is no library that reads one."""


class SelectedDocument:
    """One node of a document."""

    def __init__(self, whole: Document, root: Pointer, value: object) -> None:
        self.value = value
        self.exchange: Exchange | None = whole.exchange
        self._whole, self._root = whole, root

    @property
    def duplicates(self) -> tuple[Pointer, ...]:
        """Keys named more than once within the node."""
        return self._within(self._whole.duplicates)

    @property
    def out_of_range(self) -> tuple[Pointer, ...]:
        """Integers beyond 64 bits within the node."""
        return self._within(self._whole.out_of_range)

    @property
    def unsettled(self) -> frozenset[Pointer] | None:
        """Where an object in print says None."""
        found = self._whole.unsettled
        return None if found is None else frozenset(self._within(found))

    def locate(self, pointer: Pointer) -> Position:
        """Where a value starts in the source."""
        return self._whole.locate(self._root + pointer)

    def _within(self, pointers: Iterable[Pointer]) -> tuple[Pointer, ...]:
        depth = len(self._root.tokens)
        return tuple(
            Pointer(pointer.tokens[depth:])
            for pointer in pointers
            if pointer.tokens[:depth] == self._root.tokens
        )


class Selection:
    """A JSONPath, ready to select."""

    def __init__(self, path: str) -> None:
        """Compile a path; raises `BadPath`."""
        try:
            import jsonpath
        except ModuleNotFoundError as error:
            raise BadPath("--at needs a library: pip install 'batchschema[recordings]'") from error
        try:
            self._path: Any = jsonpath.JSONPathEnvironment(strict=True).compile(path)
        except jsonpath.JSONPathError as error:
            how = "it begins with $, as in $.response.body"
            if path.lstrip().startswith("$"):
                how = str(error.args[0]).replace("TOKEN_", "").lower()
            raise BadPath(f"--at {path!r} is no JSONPath (RFC 9535): {how}") from error
        self.text = path

    def of(
        self, parts: Iterable[Chunk | Document | Unreadable], source: str
    ) -> Iterator[Document | Unreadable]:
        """The selected nodes of everything that a source holds, in the order of the text."""
        for part in parts:
            for document in part.documents() if isinstance(part, Chunk) else (part,):
                if isinstance(document, Unreadable):
                    yield document
                else:
                    yield from self._of(document, source)

    def _of(self, document: Document, source: str) -> Iterator[Document | Unreadable]:
        value: Any = document.value
        if not isinstance(value, (dict, list)):
            return
        for node in self._path.finditer(value):
            root = Pointer(tuple(node.parts))
            if node.obj is None:
                continue  # a log that writes every field writes null where there was no response
            if isinstance(node.obj, str):
                yield _parsed(document, root, node.obj, source)
            else:
                yield SelectedDocument(document, root, node.obj)


def _parsed(document: Document, root: Pointer, text: str, source: str) -> Document | Unreadable:
    """JSON text in a string, as logs embed it, at its places through the escapes."""

    @functools.cache
    def spelled() -> Spelled:
        if not isinstance(document, JsonDocument) or document.exchange is not None:
            return Spelled.at_once(text, document.locate(root))
        return document.spelled(root)

    return embedded(text, lambda offset: spelled().position(offset), document.exchange, source)
