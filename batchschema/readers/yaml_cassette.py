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

from batchschema.core import Document, Exchange, Position, Unreadable
from batchschema.readers.exchanges import BODIES, PATHS, URLS, Binary, Foreign, foreign_in
from batchschema.readers.json_text import EXCERPT
from batchschema.readers.spelled import Spelled
from batchschema.readers.yaml_nodes import Composer, position_of
from batchschema.readers.yaml_scalars import yaml_scalar
from batchschema.readers.yaml_text import NotJson, YamlDocument, broken_yaml, check_expansion, child_of

KIND = {PATHS[kind][0]: kind for kind in ("vcr", "ruby-vcr")}
SIGN = re.compile(rb"^(?:--- *)?(?:\{\s*)?[\"']?(?:http_)?interactions[\"']?\s*:\s*[-\[&!]", re.MULTILINE)
LIST_SIGN = re.compile(rb"\s*(?:---[^\n]*\n\s*)?[-\[]\s")
"""How a cassette begins that is a list and nothing else, as PHP-VCR's."""
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
        return position_of(self.node)

    @property
    def excerpt(self) -> bytes:
        """The beginning of its text."""
        start, end = self.node.start_mark.index, self.node.end_mark.index
        return self.text[start : min(end, start + EXCERPT)].encode()

    def locate(self, path: tuple[str, ...]) -> Position:
        """Where the value at a path of keys starts."""
        return position_of(self._at(path))

    def spelled(self, path: tuple[str, ...]) -> Spelled:
        """The string at a path of keys."""
        node = self._at(path)
        raw = self.text[node.start_mark.index : node.end_mark.index]
        return yaml_scalar(raw, node.value, node.style, position_of(node))

    def part(self, path: tuple[str, ...], exchange: Exchange, source: str) -> Document | Unreadable:
        """The value at a path of keys."""
        node = self._at(path)
        try:
            document = YamlDocument(node)
        except NotJson as wrong:
            return Unreadable(wrong.rule, wrong.text, source, position_of(wrong.node), exchange=exchange)
        document.exchange = exchange
        return document

    def _at(self, path: tuple[str, ...]) -> Any:
        node: Any = self.node
        for name in path:
            node = child_of(node, name) or node
        return node


def may_be_cassette(text: bytes) -> bool:
    """Whether a YAML text has the key of a cassette where its own keys stand, and a list after it.

    Or begins as a list of exchanges does.
    """
    if b"interactions" in text and SIGN.search(text) is not None:
        return True
    return b"request" in text and b"response" in text and LIST_SIGN.match(text) is not None


def iter_cassette(text: bytes, source: str) -> Iterator[tuple[str, CassetteEntry] | Unreadable] | None:
    """The exchanges of a cassette, each with the kind of recording; None if the text is none after all."""
    try:
        characters = text.decode()
    except UnicodeDecodeError:
        return None  # what reads YAML says where
    composer = Composer(characters)
    try:
        while isinstance(event := composer.next(), (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
            pass
        if isinstance(event, yaml.SequenceStartEvent) and not _begins_with_an_exchange(characters):
            return None
    except yaml.YAMLError:
        return None
    if not isinstance(event, yaml.CollectionStartEvent):
        return None
    return _guarded(composer, event, source, text[:EXCERPT])


def _begins_with_an_exchange(text: str) -> bool:
    """Whether the first item of the first list has an address, and a body."""
    composer = Composer(text)
    while not isinstance(composer.next(), yaml.SequenceStartEvent):
        pass
    event = composer.next()
    if not isinstance(event, yaml.MappingStartEvent):
        return False
    item = composer.node(event)
    request, response = child_of(item, "request"), child_of(item, "response")
    if not isinstance(request, MappingNode) or not isinstance(response, MappingNode):
        return False
    address = any(child_of(request, name) is not None for name in URLS)
    return address and any(child_of(response, name) is not None for name in BODIES)


def _guarded(
    composer: Composer, root: yaml.Event, source: str, excerpt: bytes
) -> Iterator[tuple[str, CassetteEntry] | Unreadable]:
    """The exchanges, up to where the text is broken; a damage that aliases repeat is said once."""
    said = set()
    try:
        for part in _documents(composer, root, source):
            if not isinstance(part, Unreadable):
                yield part
            elif part not in said:
                said.add(part)
                yield replace(part, excerpt=excerpt)
    except yaml.YAMLError as error:
        yield replace(broken_yaml(error, source), excerpt=excerpt)


def _documents(
    composer: Composer, event: yaml.Event, source: str
) -> Iterator[tuple[str, CassetteEntry] | Unreadable]:
    """The exchanges of each document of the stream, from the event on that begins the first."""
    while not isinstance(event, yaml.StreamEndEvent):
        if isinstance(event, yaml.MappingStartEvent):
            yield from _members(composer, source)
        elif isinstance(event, yaml.SequenceStartEvent):
            yield from _exchanges(composer, "list", source)
        elif isinstance(event, yaml.NodeEvent):
            composer.node(event)
        event = composer.next()


def _members(composer: Composer, source: str) -> Iterator[tuple[str, CassetteEntry] | Unreadable]:
    """What a mapping holds that has just been entered."""
    said = set()
    """Rules that spoke of what is no exchange: nothing of it is used, so once is enough."""
    while not isinstance(event := composer.next(), yaml.MappingEndEvent):
        key = composer.node(event)
        event = composer.next()
        kind = KIND.get(key.value) if isinstance(key, ScalarNode) else None
        if kind is not None and isinstance(event, yaml.SequenceStartEvent):
            yield from _exchanges(composer, kind, source)
            continue
        for part in _read(composer.node(event), source):
            if isinstance(part, Unreadable) and part.rule not in said:
                said.add(part.rule)
                yield part


def _exchanges(
    composer: Composer, kind: str, source: str
) -> Iterator[tuple[str, CassetteEntry] | Unreadable]:
    """The items of a list that has just been entered."""
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
        foreign = foreign_in(value)
    except NotJson as wrong:
        yield Unreadable(wrong.rule, wrong.text, source, position_of(wrong.node))
        return
    except RecursionError:
        yield Unreadable("nested-too-deeply", "is nested too deeply", source, position_of(node))
        return
    if foreign is not None:
        what = f"has the tag {foreign.tag}, from which nothing is built"
        yield Unreadable("malformed-yaml", what, source, foreign.position)
    yield value


def _plain(node: Node) -> Any:
    """Mappings, lists and strings; numbers too are left as they are written."""
    tag = (node.tag or "").removeprefix(STANDARD)
    if isinstance(node, MappingNode) and tag in ("", "!", "map"):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode) and tag in ("", "!", "seq"):
        return [_plain(part) for part in node.value]
    if isinstance(node, ScalarNode):
        if node.tag in BINARY_TAGS:
            return Binary((node.value,))
        if tag == "null" or (not tag and not node.style and node.value in NULLS):
            return None
        if tag in ("", "!") or tag in TEXT_TAGS:
            return node.value
    return Foreign(node.tag, position_of(node))
