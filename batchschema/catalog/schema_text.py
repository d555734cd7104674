"""The text of a schema file, JSON or YAML, as plain JSON values."""

from __future__ import annotations

from typing import Any

import orjson

from batchschema.core import UnusableSchema

UTF16 = (b"\xff\xfe", b"\xfe\xff")
BOM = b"\xef\xbb\xbf"


def parsed_schema_text(path: str, text: bytes) -> Any:
    """Parse a schema's text by its file name; raises `UnusableSchema` for what is no JSON or YAML."""
    if text.startswith(UTF16):
        raise UnusableSchema(path, "is UTF-16; a schema is read as UTF-8")
    text = text.removeprefix(BOM)
    if not text.strip():
        raise UnusableSchema(path, "is empty")
    if _is_yaml(path.lower(), text.lstrip()):
        return _parsed_yaml(path, text)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UnusableSchema(path, f"is not JSON: {error}") from error


def _is_yaml(name: str, text: bytes) -> bool:
    """By the name, else (a pipe has none) by how the text begins."""
    if name.endswith((".json", ".yaml", ".yml")):
        return not name.endswith(".json")
    return not text.startswith((b"{", b"[", b"true", b"false", b'"'))


def _parsed_yaml(path: str, text: bytes) -> Any:
    from batchschema.yaml_tree import NotPlain, YamlTree

    try:
        return YamlTree().value(text.decode())
    except UnicodeDecodeError as error:
        raise UnusableSchema(path, f"is not UTF-8: byte 0x{text[error.start]:02x}") from error
    except NotPlain as error:
        where = "" if error.line is None else f" (line {error.line}, column {error.column})"
        raise UnusableSchema(path, error.reason + where) from error
