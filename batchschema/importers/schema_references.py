"""Where a `$ref` leads inside its own document; nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from batchschema.core.pointer import unescape


def resolved(document: Mapping[str, Any], reference: str) -> Any:
    """What a reference inside a document leads to; None when it leads nowhere or out of it."""
    base, _, fragment = reference.partition("#")
    part: Any = document
    if base and base not in (document.get("$id"), document.get("id")):
        part = _with(document, "$id", base)
    if not fragment or part is None:
        return part
    if not fragment.startswith("/"):
        return _with(part, "$anchor", fragment) or _with(part, "$id", f"#{fragment}")
    for token in unquote(fragment)[1:].split("/"):
        word = unescape(token)
        if isinstance(part, Mapping) and word in part:
            part = part[word]
        elif isinstance(part, list) and word.isdigit() and int(word) < len(part):
            part = part[int(word)]
        else:
            return None
    return part


def _with(part: Any, keyword: str, value: str) -> Any:
    """The subschema in which a keyword has this value."""
    waiting = [part]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, Mapping):
            if inner.get(keyword) == value:
                return inner
            waiting.extend(inner.values())
        elif isinstance(inner, list):
            waiting.extend(inner)
    return None


def is_unset(part: Any, document: Mapping[str, Any]) -> bool:
    """Whether a branch is Speakeasy's marker for an absent field, which never comes over the wire."""
    if not isinstance(part, Mapping) or part.get("$ref") != "#/$defs/Unset":
        return False
    found = resolved(document, "#/$defs/Unset")
    return isinstance(found, Mapping) and not found.get("properties")
