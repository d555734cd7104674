"""YAML to documents, read as JSON would be: no dates, no `no`, no octal, no objects."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from batchschema.core import Exchange, Pointer, Position, Unreadable
from batchschema.core.pointer import Token
from batchschema.core.yaml_words import plain_value
from batchschema.readers.json_text import EXCERPT, UTF8_BOM, foreign_encoding, is_huge

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PLAIN_TAGS = ("", "null", "bool", "int", "float", "timestamp", "merge", "value", "str")
MOST_VALUES = 1_000_000
"""How many values the aliases of one document may expand to."""
DEEPEST = 512


class YamlDocument:
    """One document of a YAML stream, with the node of each value."""

    exchange: Exchange | None = None
    unsettled: frozenset[Pointer] | None = None

    def __init__(self, node: Node) -> None:
        self.node = node
        self.duplicates: tuple[Pointer, ...] = tuple(dict.fromkeys(_duplicates(node, ())))
        self.value = _value(node)
        self.out_of_range = tuple(_out_of_range(node, ()))

    def locate(self, pointer: Pointer) -> Position:
        """Where a value starts; where its parent starts if it is not there."""
        node = self.node
        for token in pointer.tokens:
            inner = child_of(node, token)
            if inner is None:
                break
            node = inner
        return Position(node.start_mark.line + 1, node.start_mark.column + 1)


class NotJson(Exception):
    """A node that has no JSON counterpart."""

    def __init__(self, rule: str, text: str, node: Node) -> None:
        self.rule, self.text, self.node = rule, text, node


def parse_yaml(text: bytes, source: str) -> Iterator[YamlDocument | Unreadable]:
    """Parse each document of a stream; a broken one ends it."""
    text = text.removeprefix(UTF8_BOM)
    for part in _parsed(text, source):
        yield replace(part, excerpt=text[:EXCERPT]) if isinstance(part, Unreadable) else part


def _parsed(text: bytes, source: str) -> Iterator[YamlDocument | Unreadable]:
    if name := foreign_encoding(text):
        yield Unreadable("wrong-encoding", f"is not UTF-8: it looks like {name}", source, Position(1, 1))
        return
    if text.count(b"[") + text.count(b"{") > DEEPEST and _flow_depth(text) > DEEPEST:
        # libyaml's composer recurses on the C stack, without a limit of its own
        yield Unreadable("nested-too-deeply", f"is nested more than {DEEPEST} levels deep", source)
        return
    empty = True
    try:
        for node in yaml.compose_all(text, Loader=LOADER):
            empty = False
            yield _document(node, source)
    except yaml.YAMLError as error:
        yield broken_yaml(error, source)
    except UnicodeDecodeError as error:
        yield Unreadable("wrong-encoding", f"is not UTF-8: byte 0x{text[error.start]:02x}", source)
    except RecursionError:
        yield Unreadable("nested-too-deeply", "is nested too deeply", source)
    else:
        if empty:
            yield Unreadable("malformed-yaml", "is empty", source)


def _document(node: Node, source: str) -> YamlDocument | Unreadable:
    try:
        check_expansion(node)
        return YamlDocument(node)
    except NotJson as wrong:
        mark = wrong.node.start_mark
        return Unreadable(wrong.rule, wrong.text, source, Position(mark.line + 1, mark.column + 1))


def broken_yaml(error: Exception, source: str) -> Unreadable:
    """What the parser says of a text that is not YAML."""
    if isinstance(error, yaml.reader.ReaderError):
        return Unreadable("wrong-encoding", f"is not YAML: {error.reason}", source)
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    position = Position(mark.line + 1, mark.column + 1) if mark else None
    return Unreadable("malformed-yaml", f"is not YAML: {problem}", source, position)


def _flow_depth(text: bytes) -> int:
    """How deep brackets nest, strings ignored: an upper bound is enough."""
    depth = deepest = 0
    for mark in re.finditer(rb"[\[\]{}]", text):
        depth += 1 if mark.group() in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def check_expansion(root: Node) -> None:
    """Refuse aliases that expand without measure, or into themselves, before anything is built."""
    sizes: dict[int, int] = {}
    open_nodes: set[int] = set()

    def size(node: Node) -> int:
        if id(node) in open_nodes:
            raise NotJson("nested-too-deeply", "has an alias to itself, so it never ends", node)
        if id(node) not in sizes:
            open_nodes.add(id(node))
            sizes[id(node)] = 1 + sum(size(child) for child in _parts(node))
            open_nodes.discard(id(node))
        return sizes[id(node)]

    if (total := size(root)) > MOST_VALUES:
        raise NotJson("payload-too-large", f"has aliases that expand to {total} values", root)


def _parts(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, SequenceNode) else []


def _key(node: Node) -> str:
    if not isinstance(node, ScalarNode):
        raise NotJson("malformed-yaml", "has a key that is no text, which JSON cannot express", node)
    return str(node.value)


def _value(node: Node) -> object:
    if isinstance(node, MappingNode) and node.tag in ("tag:yaml.org,2002:map", ""):
        return {_key(key): _value(value) for key, value in node.value}
    if isinstance(node, SequenceNode) and node.tag in ("tag:yaml.org,2002:seq", ""):
        return [_value(part) for part in node.value]
    if not isinstance(node, ScalarNode) or node.tag.removeprefix("tag:yaml.org,2002:") not in PLAIN_TAGS:
        raise NotJson("malformed-yaml", f"has the tag {node.tag}, which JSON cannot express", node)
    if node.style:  # quoted or a block; libyaml gives plain ones an empty style, PyYAML None
        return node.value
    value = plain_value(node.value)
    if is_huge(value):
        value = float(value)  # as orjson reads it, in JSON
    if value in (math.inf, -math.inf):
        raise NotJson("not-finite-number", "holds a number that no double can hold", node)
    return value


def child_of(node: Node, token: Token) -> Node | None:
    """The value under a key or index; None if there is none."""
    if isinstance(node, MappingNode):
        return next((value for key, value in reversed(node.value) if key.value == token), None)
    if isinstance(node, SequenceNode) and isinstance(token, int) and token < len(node.value):
        child: Node = node.value[token]
        return child
    return None


def _duplicates(node: Node, tokens: tuple[Token, ...]) -> Iterator[Pointer]:
    if isinstance(node, MappingNode):
        seen = set()
        for key, value in node.value:
            if (name := _key(key)) in seen:
                yield Pointer((*tokens, name))
            seen.add(name)
            yield from _duplicates(value, (*tokens, name))
    elif isinstance(node, SequenceNode):
        for index, part in enumerate(node.value):
            yield from _duplicates(part, (*tokens, index))


def _out_of_range(node: Node, tokens: tuple[Token, ...]) -> Iterator[Pointer]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _out_of_range(value, (*tokens, _key(key)))
    elif isinstance(node, SequenceNode):
        for index, part in enumerate(node.value):
            yield from _out_of_range(part, (*tokens, index))
    elif isinstance(node, ScalarNode) and not node.style and is_huge(plain_value(node.value)):
        yield Pointer(tokens)
