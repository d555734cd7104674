"""JSON and YAML documents as plain values."""

from __future__ import annotations

import functools
import json
from typing import Any, NoReturn

from batchschema.core.yaml_words import plain_value
from batchschema.importers.document import Text, is_yaml
from batchschema.importers.doubt import UnreadableDocument
from batchschema.yaml_tree import NotPlain, YamlTree


@functools.lru_cache(maxsize=1)  # each component of a large document is asked for by itself
def parse_tree(text: Text) -> Any:
    """The document's value, not to be changed; raises `UnreadableDocument` with the line of what is wrong."""
    return built(text, YamlTree()) if is_yaml(text) else _parsed_json(text.decoded(), text.source)


def built(text: Text, tree: YamlTree) -> Any:
    """What a builder makes of a YAML document; raises `UnreadableDocument` with the line of what is wrong."""
    try:
        return tree.value(text.decoded())
    except NotPlain as error:
        raise UnreadableDocument(text.source, error.reason, error.line, error.column) from error


def _parsed_json(text: str, source: str) -> Any:
    def refuse(word: str) -> NoReturn:
        raise UnreadableDocument(source, f"is not JSON: {word} is no JSON value")

    try:
        return json.loads(text, parse_constant=refuse, parse_int=plain_value)  # int refuses 5,000 digits
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg.lower()}"
        raise UnreadableDocument(source, reason, error.lineno, error.colno) from error
