"""YAML as plain JSON values, for schemas and vendors' documents, without trusting its aliases.

PyYAML's own composer refuses an anchor that is defined twice, which YAML allows and published documents do,
recurses without a limit, and turns dates and `no` into what JSON has not; so values are built here from
libyaml's events.
"""

from __future__ import annotations

from typing import Any, NoReturn

from batchschema.core.yaml_words import plain_value

MOST_VALUES = 1_000_000
"""How many values the aliases of one document may expand to."""
DEEPEST = 400
MERGE = "<<"
STANDARD = "tag:yaml.org,2002:"
PLAIN_TAGS = frozenset({"null", "bool", "int", "float", "str", "map", "seq", "timestamp", "merge", "value"})
"""Of YAML's own tags those that JSON could express; an author's, such as `!include`, say nothing here."""


class NotPlain(Exception):
    """A text that is no YAML, or holds what JSON has not."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        """Line and column from 1; None where they are not known."""
        super().__init__(reason)


class YamlTree:
    """Builds the first document of a YAML stream; an alias shares what its anchor named last."""

    def __init__(self) -> None:
        self.text = ""
        self.anchors: dict[str, Any] = {}
        self.sizes: dict[int, int] = {}
        self.stack: list[tuple[Any, str | None, list[int]]] = []
        self.keys: list[Any] = []

    def value(self, text: str) -> Any:
        """The value of a text's first document; raises `NotPlain`."""
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
            raise NotPlain(f"is not YAML: {problem}", *place) from error
        if not done:
            raise NotPlain("is empty")
        return done[0]

    def event(self, event: Any, yaml: Any, done: list[Any]) -> bool:
        """Take one event in; True once the document is complete."""
        tag = getattr(event, "tag", None)
        if tag and tag.startswith(STANDARD) and tag.removeprefix(STANDARD) not in PLAIN_TAGS:
            self.refuse(f"has the tag {tag}, which JSON cannot express", event)
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
        """Raise `NotPlain` for what an event brings."""
        raise NotPlain(reason, *self._place(event.start_mark))

    def _place(self, mark: Any) -> tuple[int, int]:
        """Line and column; YAML itself counts lines by other characters, too."""
        return self.text.count("\n", 0, mark.index) + 1, mark.index - self.text.rfind("\n", 0, mark.index)


def _scalar(event: Any) -> Any:
    if event.style or not event.implicit[0]:  # libyaml gives "" for plain, PyYAML None
        return event.value
    return plain_value(event.value)
