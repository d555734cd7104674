"""The text of a schema file, JSON or YAML, as plain JSON values: no dates, no aliases without end."""

from __future__ import annotations

import functools
import re
from typing import Any, ClassVar

import orjson

from batchschema.core import UnusableSchema

MOST_VALUES = 1_000_000
"""How many values the aliases of one YAML schema may expand to."""
DEEPEST = 400
UTF16 = (b"\xff\xfe", b"\xfe\xff")
BOM = b"\xef\xbb\xbf"
WORDS = {
    "null": r"(?:null|Null|NULL|~|)\Z",
    "bool": r"(?:true|True|TRUE|false|False|FALSE)\Z",
    "int": r"-?(?:0|[1-9][0-9]*)\Z",
    "float": r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z",
    "merge": r"<<\Z",
}
"""Plain scalars that are more than text in YAML's JSON schema (YAML 1.2, section 10.2), and merge keys."""


def parsed_schema_text(path: str, text: bytes) -> Any:
    """Parse a schema's text by its file name; raises `UnusableSchema` for what is no JSON or YAML."""
    if text.startswith(UTF16):
        raise UnusableSchema(path, "is UTF-16; a schema is read as UTF-8")
    if not text.removeprefix(BOM).strip():
        raise UnusableSchema(path, "is empty")
    if _is_yaml(path.lower(), text.removeprefix(BOM).lstrip()):
        return _parsed_yaml(path, text)
    try:
        return orjson.loads(text.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        raise UnusableSchema(path, f"is not JSON: {error}") from error


def _is_yaml(name: str, text: bytes) -> bool:
    """By the name, else (a pipe has none) by how the text begins."""
    if name.endswith((".json", ".yaml", ".yml")):
        return not name.endswith(".json")
    return not text.startswith((b"{", b"[", b"true", b"false", b'"'))


def _parsed_yaml(path: str, text: bytes) -> Any:
    import yaml

    try:
        _check_depth(path, text)
        value = yaml.load(text, Loader=_loader())
        _Measure(path).size(value)
    except yaml.YAMLError as error:
        raise UnusableSchema(path, f"is not YAML: {error}".replace("\n", " ")) from error
    except RecursionError as error:
        raise UnusableSchema(path, "is nested too deeply") from error
    return value


def _check_depth(path: str, text: bytes) -> None:
    """Refuse what is nested without measure: libyaml's composer would overrun its stack."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise UnusableSchema(path, "is nested too deeply")


@functools.cache
def _loader() -> Any:
    """A safe loader that builds what JSON has: keys are text, dates and `no` are what they look like."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
            self.flatten_mapping(node)
            for key, _ in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    mark = key.start_mark
                    raise yaml.constructor.ConstructorError(None, None, "a key that is no text", mark)
            return {key.value: self.construct_object(value, deep=deep) for key, value in node.value}

    for name, pattern in WORDS.items():
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(pattern), None)
    return Loader


class _Measure:
    """Counts the values that a document's aliases expand to."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._sizes: dict[int, int | None] = {}
        """By identity; None while a value is being counted, so that one inside itself is met."""

    def size(self, value: Any) -> int:
        """How many values this one is; raises `UnusableSchema` for too many, and for one inside itself."""
        if not isinstance(value, (dict, list)):
            return 1
        if id(value) not in self._sizes:
            self._sizes[id(value)] = None
            parts = value.values() if isinstance(value, dict) else value
            self._sizes[id(value)] = 1 + sum(map(self.size, parts))
        size = self._sizes[id(value)]
        if size is None:
            raise UnusableSchema(self.path, "has an alias that leads back into its own anchor")
        if size > MOST_VALUES:
            raise UnusableSchema(self.path, f"has aliases that expand to more than {MOST_VALUES:,} values")
        return size
