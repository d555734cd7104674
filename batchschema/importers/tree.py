"""JSON and YAML documents as plain values, quickly, and without trusting their aliases.

PyYAML's own composer refuses an anchor that is defined twice, which YAML allows and published documents do,
and its resolver turns dates and `no` into what JSON has not; so values are built here from libyaml's events.
"""

from __future__ import annotations

import functools
import json
import re
from typing import Any, NoReturn

from batchschema.importers.document import Text, is_yaml
from batchschema.importers.doubt import UnreadableDocument

MOST_VALUES = 5_000_000
"""How many values the aliases of one document may expand to."""
DEEPEST = 400
INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
WORDS: dict[str, Any] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
MERGE = "<<"


@functools.lru_cache(maxsize=1)  # each component of a large document is asked for by itself
def parse_tree(text: Text) -> Any:
    """The document's value, not to be changed; raises `UnreadableDocument` with the line of what is wrong."""
    if is_yaml(text):
        return Builder(text.source).value(text.decoded())
    return parse_json(text.decoded(), text.source)


def parse_json(text: str, source: str) -> Any:
    """A JSON text's value; raises `UnreadableDocument`."""

    def refuse(word: str) -> NoReturn:
        raise UnreadableDocument(source, f"is not JSON: {word} is no JSON value")

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg.lower()}"
        raise UnreadableDocument(source, reason, error.lineno, error.colno) from error


class Builder:
    """Builds the first document of a YAML stream; an alias shares what its anchor named last."""

    def __init__(self, source: str) -> None:
        self.source, self.text = source, ""
        self.anchors: dict[str, Any] = {}
        self.sizes: dict[int, int] = {}
        self.stack: list[tuple[Any, str | None, list[int]]] = []
        self.keys: list[Any] = []

    def value(self, text: str) -> Any:
        """The value of a text's first document."""
        import yaml

        self.text = text
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        done: list[Any] = []
        try:
            for event in yaml.parse(text, Loader=loader):
                if self.event(event, yaml, done):
                    break
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error).replace("\n", " ")
            place = self._place(mark) if mark else ()
            raise UnreadableDocument(self.source, f"is not YAML: {problem}", *place) from error
        if not done:
            raise UnreadableDocument(self.source, "is empty")
        return done[0]

    def event(self, event: Any, yaml: Any, done: list[Any]) -> bool:
        """Take one event in; True once the document is complete."""
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event)
            if event.anchor:
                self.anchors[event.anchor] = value
            self.add(value, 1, event, done)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(self.stack) >= DEEPEST:
                self.refuse("is nested too deeply", event)
            fresh: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            if event.anchor:
                self.anchors[event.anchor] = self  # until it is complete, it cannot be referred to
            self.stack.append((fresh, event.anchor, [1]))
            self.keys.append(self)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            value, anchor, size = self.stack.pop()
            self.keys.pop()
            if anchor:
                self.anchors[anchor] = value
                self.sizes[id(value)] = size[0]
            self.add(value, size[0], event, done)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event, done)
        return isinstance(event, yaml.DocumentEndEvent)

    def alias(self, event: Any, done: list[Any]) -> None:
        """Take in what an alias stands for."""
        if event.anchor not in self.anchors:
            self.refuse(f"refers to *{event.anchor}, which is defined nowhere above", event)
        value = self.anchors[event.anchor]
        if value is self:
            self.refuse(f"has an alias *{event.anchor} inside of what it names, so it never ends", event)
        self.add(value, self.sizes.get(id(value), 1), event, done)

    def add(self, value: Any, size: int, event: Any, done: list[Any]) -> None:
        """Put a value where it belongs: into the innermost list or object, as a key or under one."""
        if not self.stack:
            done.append(value)
            return
        into, _, total = self.stack[-1]
        total[0] += size
        if total[0] > MOST_VALUES:
            self.refuse(f"has aliases that expand to more than {MOST_VALUES:,} values", event)
        if isinstance(into, list):
            into.append(value)
        elif self.keys[-1] is self:
            if isinstance(value, (dict, list)):
                self.refuse("has a key that is no text", event)
            self.keys[-1] = event.value if hasattr(event, "value") else str(value)
        else:
            key, self.keys[-1] = self.keys[-1], self
            if key == MERGE and isinstance(value, (dict, list)):
                for merged in [value] if isinstance(value, dict) else value:
                    for name, inner in merged.items() if isinstance(merged, dict) else ():
                        into.setdefault(name, inner)
            else:
                into[key] = value

    def refuse(self, reason: str, event: Any) -> NoReturn:
        """Raise `UnreadableDocument` for what an event brings."""
        raise UnreadableDocument(self.source, reason, *self._place(event.start_mark))

    def _place(self, mark: Any) -> tuple[int, int]:
        """Line and column; YAML itself counts lines by other characters, too."""
        return self.text.count("\n", 0, mark.index) + 1, mark.index - self.text.rfind("\n", 0, mark.index)


def _scalar(event: Any) -> Any:
    """A scalar as YAML 1.2 reads it: no dates, no octal numbers, no `yes`."""
    text = event.value
    if event.style or not event.implicit[0]:  # libyaml gives "" for plain, PyYAML None
        return text
    if text in WORDS:
        return WORDS[text]
    if INTEGER.match(text):
        return int(text) if len(text) < 400 else text
    return float(text) if NUMBER.match(text) else text
