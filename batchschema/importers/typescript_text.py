"""What a node of TypeScript's syntax tree says as text: its source, its string, its documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

ESCAPE = re.compile(r"u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})")
CONTROL = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
STARS = re.compile(r"^[ \t]*\*+", re.M)
TAG = re.compile(r"^[ \t]*@\w+", re.M)
AROUND = ("export_statement", "ambient_declaration")


def text_of(node: Node) -> str:
    """A node's source, on one line."""
    return " ".join((node.text or b"").decode().split())


def line_of(node: Node) -> int:
    """Where a node begins, counted from 1."""
    return int(node.start_point[0]) + 1


def string_of(node: Node) -> str:
    """The value of a string literal."""
    return "".join(
        _unescaped(text_of(part)[1:]) if part.type == "escape_sequence" else (part.text or b"").decode()
        for part in node.named_children
    )


def _unescaped(code: str) -> str:
    """What stands after a backslash."""
    if (found := ESCAPE.fullmatch(code)) is None:
        return CONTROL.get(code, code)
    point = int(next(filter(None, found.groups())), 16)
    return chr(point) if point < 0x110000 else code


def doc_of(node: Node) -> str:
    """The comment `/** … */` right before a declaration or a field, without its frame."""
    while node.parent is not None and node.parent.type in AROUND:
        node = node.parent
    before = node.prev_named_sibling
    text = (before.text or b"").decode() if before is not None and before.type == "comment" else ""
    return STARS.sub("", text.removeprefix("/**").removesuffix("*/")) if text.startswith("/**") else ""


def prose_of(doc: str) -> str:
    """The sentences of a comment, up to its first tag."""
    found = TAG.search(doc)
    return " ".join((doc[: found.start()] if found else doc).split())


def flaws(node: Node) -> Iterator[Node]:
    """What the parser could make nothing of, at a node and below."""
    waiting = [node] if node.has_error else []
    while waiting:
        part = waiting.pop()
        if part.is_error or part.is_missing:
            yield part
        else:
            waiting.extend(child for child in reversed(part.children) if child.has_error)
