"""Where the keys and values of a YAML document stand: the builder of its values, watched."""

from __future__ import annotations

from typing import Any, NamedTuple

from batchschema.core.pointer import Pointer, Token
from batchschema.importers.document import Text
from batchschema.importers.tree import built
from batchschema.yaml_tree import MERGE, YamlTree


class Scalar(NamedTuple):
    """A text as it is written, in characters from the start, and PyYAML's name for its style."""

    start: int
    end: int
    style: str | None
    value: str


class Found(NamedTuple):
    """The last place on the way of a pointer that is there."""

    at: int
    """Where its key or item begins, in characters; for the root, where that begins."""
    rest: tuple[Token, ...]
    """What is not there."""
    text: Scalar | None
    """What is written there, for a text that may hold JSON."""


class Marks(NamedTuple):
    """A document and its places."""

    value: Any
    root: int
    named: dict[int, dict[Token, int]]
    """By the identity of an object or a list, where each key or item begins."""
    texts: dict[int, dict[Token, Scalar]]

    def found(self, pointer: Pointer) -> Found:
        """Follow a pointer as far as it leads."""
        value, at, text = self.value, self.root, None
        for index, token in enumerate(pointer.tokens):
            inner = self.named[id(value)] if isinstance(value, (dict, list)) else {}
            if token not in inner:
                return Found(at, pointer.tokens[index:], text)
            at, text = inner[token], self.texts[id(value)].get(token)
            value = value[token]
        return Found(at, (), text)


def marks_of(text: Text) -> Marks:
    """Read a YAML document once more, for its places. Raises `UnreadableDocument`."""
    marker = _Marker()
    value = built(text, marker)
    return Marks(value, marker.root, marker.named, marker.texts)


class _Marker(YamlTree):
    def __init__(self) -> None:
        super().__init__()
        self.root = 0
        self.named: dict[int, dict[Token, int]] = {}
        self.texts: dict[int, dict[Token, Scalar]] = {}
        self._keys: dict[int, int] = {}
        """By the identity of an open object, where its last key begins."""
        self._starts: list[int] = []
        self._at = 0
        """Where what is being read began."""
        self._scalar: Scalar | None = None

    def event(self, event: Any, yaml: Any, done: list[Any]) -> bool:
        self._at, self._scalar = event.start_mark.index, None
        if isinstance(event, yaml.ScalarEvent):
            if "{" in event.value or "[" in event.value:
                self._scalar = Scalar(self._at, event.end_mark.index, event.style, event.value)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            super().event(event, yaml, done)
            self._starts.append(self._at)
            fresh = id(self.stack[-1][0])  # of one that is gone, the identity may come again
            self.named[fresh], self.texts[fresh] = {}, {}
            return False
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._at = self._starts.pop()
        return super().event(event, yaml, done)

    def add(self, value: Any, size: int, event: Any, done: list[Any]) -> None:
        if not self.stack:
            self.root = self._at
        else:
            self._mark(self.stack[-1][0], value)
        super().add(value, size, event, done)

    def _mark(self, into: Any, value: Any) -> None:
        if isinstance(into, list):
            self._put(into, len(into), self._at, self._scalar)
        elif self.keys[-1] is self:
            self._keys[id(into)] = self._at
        elif self.keys[-1] == MERGE and isinstance(value, (dict, list)):
            for merged in [value] if isinstance(value, dict) else value:
                for name in merged if isinstance(merged, dict) else ():
                    if name not in self.named[id(into)]:
                        place, text = self.named[id(merged)][name], self.texts[id(merged)].get(name)
                        self._put(into, name, place, text)
        else:
            self._put(into, self.keys[-1], self._keys[id(into)], self._scalar)

    def _put(self, into: Any, token: Token, at: int, text: Scalar | None) -> None:
        self.named[id(into)][token] = at
        if text is not None:
            self.texts[id(into)][token] = text
        elif texts := self.texts[id(into)]:
            texts.pop(token, None)
