"""Cassettes in YAML: each exchange by itself, straight from libyaml's events.

Nothing is built from tags: a value with a tag that means code is set aside as `Foreign`. Aliases share what
they stand for, so that one that expands without measure costs nothing until it is counted. Where the text
breaks off, the exchanges before that have been read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from batchschema.core import Position, Unreadable
from batchschema.readers.exchanges import PATHS, Binary, Foreign
from batchschema.readers.json_text import EXCERPT, UTF8_BOM
from batchschema.readers.spelled import Spelled
from batchschema.readers.yaml_scalars import yaml_scalar
from batchschema.readers.yaml_text import DEEPEST, LOADER, NotJson, broken_yaml, check_expansion, child_of

KIND = {path[0]: kind for kind, path in PATHS.items() if len(path) == 1}
SIGN = re.compile(rb"^(?:--- *)?(?:\{\s*)?[\"']?(?:http_)?interactions[\"']?\s*:\s*[-\[&!]", re.MULTILINE)
STANDARD = "tag:yaml.org,2002:"
TEXT_TAGS = frozenset(["str", "int", "float", "bool", "timestamp", "python/str", "python/unicode"])
BINARY_TAGS = frozenset([f"{STANDARD}binary", f"{STANDARD}python/bytes", "!binary"])
_NOTHING = object()
NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class CassetteEntry:
    """One exchange of a cassette."""

    node: Node
    text: str
    """The whole cassette."""
    value: Any

    @property
    def position(self) -> Position:
        """Where it starts."""
        return _position(self.node)

    @property
    def excerpt(self) -> bytes:
        """The beginning of its text."""
        start, end = self.node.start_mark.index, self.node.end_mark.index
        return self.text[start : min(end, start + EXCERPT)].encode()

    def locate(self, path: tuple[str, ...]) -> Position:
        """Where the value at a path of keys starts."""
        return _position(self._at(path))

    def spelled(self, path: tuple[str, ...]) -> Spelled:
        """The string at a path of keys."""
        node = self._at(path)
        raw = self.text[node.start_mark.index : node.end_mark.index]
        return yaml_scalar(raw, node.value, node.style, _position(node))

    def _at(self, path: tuple[str, ...]) -> Any:
        node: Any = self.node
        for name in path:
            node = child_of(node, name) or node
        return node


def may_be_cassette(text: bytes) -> bool:
    """Whether a YAML text has the key of a cassette where its own keys stand, and a list after it."""
    return b"interactions" in text and SIGN.search(text) is not None


def iter_cassette(text: bytes, source: str) -> Iterator[tuple[str, CassetteEntry] | Unreadable] | None:
    """The exchanges of a cassette, each with the kind of recording; None if the text is none after all."""
    text = text.removeprefix(UTF8_BOM)
    try:
        characters = text.decode()
    except UnicodeDecodeError:
        return None  # what reads YAML says where
    composer = _Composer(characters)
    try:
        while not isinstance(event := composer.next(), yaml.MappingStartEvent):
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                return None
    except yaml.YAMLError:
        return None
    return _guarded(composer, source, text[:EXCERPT])


def _guarded(
    composer: _Composer, source: str, excerpt: bytes
) -> Iterator[tuple[str, CassetteEntry] | Unreadable]:
    """The exchanges, up to where the text is broken; a damage that aliases repeat is said once."""
    said = set()
    try:
        for part in _documents(composer, source):
            if not isinstance(part, Unreadable):
                yield part
            elif part not in said:
                said.add(part)
                yield replace(part, excerpt=excerpt)
    except yaml.YAMLError as error:
        yield replace(broken_yaml(error, source), excerpt=excerpt)


def _documents(composer: _Composer, source: str) -> Iterator[tuple[str, CassetteEntry] | Unreadable]:
    """The exchanges of each document of the stream; the first one's mapping has been entered."""
    yield from _entries(composer, source)
    while not isinstance(event := composer.next(), yaml.StreamEndEvent):
        if isinstance(event, yaml.MappingStartEvent):
            yield from _entries(composer, source)
        elif isinstance(event, yaml.NodeEvent):
            composer.node(event)


def _entries(composer: _Composer, source: str) -> Iterator[tuple[str, CassetteEntry] | Unreadable]:
    said = set()
    """Rules that spoke of what is no exchange: nothing of it is used, so once is enough."""
    while not isinstance(event := composer.next(), yaml.MappingEndEvent):
        key = composer.node(event)
        event = composer.next()
        kind = KIND.get(key.value) if isinstance(key, ScalarNode) else None
        if kind is None or not isinstance(event, yaml.SequenceStartEvent):
            for part in _read(composer.node(event), source):
                if isinstance(part, Unreadable) and part.rule not in said:
                    said.add(part.rule)
                    yield part
            continue
        while not isinstance(event := composer.next(), yaml.SequenceEndEvent):
            node = composer.node(event)
            value = _NOTHING
            for part in _read(_without_request_body(node), source):
                if isinstance(part, Unreadable):
                    yield part
                else:
                    value = part
            if value is not _NOTHING:
                yield kind, CassetteEntry(node, composer.text, value)


def _without_request_body(node: Node) -> Node:
    """An exchange without what is never read of it."""
    if not isinstance(node, MappingNode):
        return node
    pairs = []
    for key, value in node.value:
        if key.value == "request" and isinstance(value, MappingNode):
            kept = [pair for pair in value.value if pair[0].value in ("method", "uri", "url")]
            value = MappingNode(value.tag, kept, value.start_mark, value.end_mark)
        pairs.append((key, value))
    return MappingNode(node.tag, pairs, node.start_mark, node.end_mark)


def _read(node: Node, source: str) -> Iterator[Any]:
    """The value of a part of a cassette, after an `Unreadable` for the first tag in it that means code.

    Only an `Unreadable` if aliases expand without measure or into themselves.
    """
    try:
        check_expansion(node)
        value = _plain(node)
        foreign = _first_foreign(value)
    except NotJson as wrong:
        yield Unreadable(wrong.rule, wrong.text, source, _position(wrong.node))
        return
    except RecursionError:
        yield Unreadable("nested-too-deeply", "is nested too deeply", source, _position(node))
        return
    if foreign is not None:
        what = f"has the tag {foreign.tag}, from which nothing is built"
        yield Unreadable("malformed-yaml", what, source, foreign.position)
    yield value


def _first_foreign(value: Any) -> Foreign | None:
    if isinstance(value, Foreign):
        return value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for part in parts if (found := _first_foreign(part)) is not None), None)


def _plain(node: Node) -> Any:
    """Mappings, lists and strings; numbers too are left as they are written."""
    tag = (node.tag or "").removeprefix(STANDARD)
    if isinstance(node, MappingNode) and tag in ("", "!", "map"):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode) and tag in ("", "!", "seq"):
        return [_plain(part) for part in node.value]
    if isinstance(node, ScalarNode):
        if node.tag in BINARY_TAGS:
            return Binary(node.value)
        if tag == "null" or (not tag and not node.style and node.value in NULLS):
            return None
        if tag in ("", "!") or tag in TEXT_TAGS:
            return node.value
    return Foreign(node.tag, _position(node))


def _position(node: Node) -> Position:
    return Position(node.start_mark.line + 1, node.start_mark.column + 1)


def _broken(problem: str, event: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)


class _Composer:
    """Puts nodes together from events, without recursion, so that depth costs nothing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._events = yaml.parse(text, Loader=LOADER)
        self._anchors: dict[str, Node] = {}

    def next(self) -> yaml.Event:
        """The next event; raises `yaml.YAMLError` where the text is broken."""
        event: yaml.Event | None = next(self._events, None)
        if event is None:
            raise yaml.YAMLError("ends too early")
        return event

    def node(self, event: yaml.Event) -> Node:
        """The node that begins with an event."""
        root = self._begun(event)
        open_nodes = [root] if isinstance(event, yaml.CollectionStartEvent) else []
        keys: list[Node | None] = [None]
        while open_nodes:
            event = self.next()
            if isinstance(event, yaml.CollectionEndEvent):
                open_nodes.pop().end_mark = event.end_mark
                keys.pop()
                continue
            node = self._begun(event)
            above = open_nodes[-1]
            if isinstance(above, SequenceNode):
                above.value.append(node)
            elif keys[-1] is None:
                keys[-1] = node
            else:
                above.value.append((keys[-1], node))
                keys[-1] = None
            if isinstance(event, yaml.CollectionStartEvent):
                open_nodes.append(node)
                keys.append(None)
                if len(open_nodes) > DEEPEST:
                    raise _broken(f"is nested more than {DEEPEST} levels deep", event)
        return root

    def _begun(self, event: Any) -> Node:
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise _broken(f"found undefined alias {event.anchor!r}", event)
            return self._anchors[event.anchor]
        node: Node
        start, end, tag = event.start_mark, event.end_mark, event.tag or ""
        if isinstance(event, yaml.ScalarEvent):
            node = ScalarNode(tag, event.value, start, end, event.style)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = SequenceNode(tag, [], start, end)
        else:
            node = MappingNode(tag, [], start, end)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node
