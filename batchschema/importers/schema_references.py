"""Where a `$ref` leads inside its own document; nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from batchschema.core import Pointer
from batchschema.core.pointer import Token, unescape

INDEX = re.compile(r"(?:0|[1-9][0-9]*)\Z")


class Target(NamedTuple):
    """What a reference leads to, and where that stands in the document."""

    value: Any
    at: Pointer


def resolved(document: Mapping[str, Any], reference: str) -> Any:
    """What a reference inside a document leads to; None when it leads nowhere or out of it."""
    found = target_of(document, reference)
    return None if found is None else found.value


def target_of(document: Mapping[str, Any], reference: str) -> Target | None:
    """The same with its place."""
    base, _, fragment = reference.partition("#")
    part: Target | None = Target(document, Pointer())
    if base and base not in (document.get("$id"), document.get("id")):
        part = _with(document, "$id", base)
    if not fragment or part is None:
        return part
    if not fragment.startswith("/"):
        inner = _with(part.value, "$anchor", fragment) or _with(part.value, "$id", f"#{fragment}")
        return None if inner is None else Target(inner.value, part.at + inner.at)
    for token in unquote(fragment)[1:].split("/"):
        part = _step(part, unescape(token))
        if part is None:
            return None
    return part


def _step(part: Target, word: str) -> Target | None:
    if isinstance(part.value, Mapping) and word in part.value:
        return Target(part.value[word], part.at / word)
    if isinstance(part.value, list) and INDEX.match(word) and int(word) < len(part.value):
        return Target(part.value[int(word)], part.at / int(word))
    return None


def _with(part: Any, keyword: str, value: str) -> Target | None:
    """The subschema in which a keyword has this value."""
    waiting: list[tuple[Any, tuple[Token, ...]]] = [(part, ())]
    while waiting:
        inner, tokens = waiting.pop()
        if isinstance(inner, Mapping):
            if inner.get(keyword) == value:
                return Target(inner, Pointer(tokens))
            waiting.extend((child, (*tokens, name)) for name, child in inner.items())
        elif isinstance(inner, list):
            waiting.extend((child, (*tokens, index)) for index, child in enumerate(inner))
    return None


def is_unset(part: Any, document: Mapping[str, Any]) -> bool:
    """Whether a branch is Speakeasy's marker for an absent field, which never comes over the wire."""
    if not isinstance(part, Mapping) or part.get("$ref") != "#/$defs/Unset":
        return False
    found = resolved(document, "#/$defs/Unset")
    return isinstance(found, Mapping) and not found.get("properties")
