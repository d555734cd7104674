"""JSON Schema of any draft: every fact is stated, except presence where nothing is required at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from batchschema.core import Pointer, UnusableSchema
from batchschema.importers.document import Text
from batchschema.importers.doubt import Doubt, UnknownRoot
from batchschema.importers.imported import Imported
from batchschema.importers.schema_fold import Dialect, Fold
from batchschema.importers.schema_references import Target, target_of

DEFINITIONS = ("$defs", "definitions")


def import_json_schema(text: Text, document: Any, root: str | None, notation: str) -> Imported:
    """Read a schema; `root` names one of its definitions, `notation` where it comes from."""
    return replace(folded(text.source, text.sha256, document, notation, root), text=text)


def folded(source: str, sha256: str, document: Any, notation: str, root: str | None) -> Imported:
    """Fold a schema, or one of its definitions, into facts. Raises `UnknownRoot` and `UnusableSchema`."""
    if not isinstance(document, Mapping):
        raise UnusableSchema(source, "is no schema: a schema with fields is an object")
    components = {
        name: Target(part, Pointer((word, name)))
        for word in DEFINITIONS
        for name, part in _mapping(document.get(word)).items()
    }
    title = str(document.get("title", ""))
    known = [*([title] if title else []), *components]
    found = Target(document, Pointer())
    if root is not None and root != title:
        is_pointer = root.startswith("/")
        named = target_of(document, f"#{root}") if is_pointer else components.get(root)
        if named is None or named.value is None:
            raise UnknownRoot(source, root, known)
        found, title = named, str(Pointer.parse(root).key) if is_pointer else root
    elif not {"properties", "allOf", "anyOf", "oneOf", "$ref"} & {*document} and components:
        raise UnknownRoot(source, None, components)
    dialect = dialect_of(document, notation)
    fold = Fold(document, source, dialect)
    node = fold.root(found.value, found.at)
    if not node.properties and (flaw := _flaw_of_root(fold.doubts)):
        raise UnusableSchema(source, flaw)
    name = title or source.rpartition("/")[2].partition(".")[0]
    return Imported(source, name, notation, node, sha256, fold.doubts, tuple(fold.examples), raw=document)


def _flaw_of_root(doubts: Sequence[Doubt]) -> str | None:
    """Why the whole is no schema, which says more than that it has no fields."""
    flaws = (doubt for doubt in doubts if doubt.rule == "not-a-schema" and not doubt.pointer)
    return next((f"{doubt.text} [{doubt.rule}]" for doubt in flaws), None)


def dialect_of(document: Mapping[str, Any], notation: str) -> Dialect:
    """What the keywords of a schema mean, by its draft."""
    draft = str(document.get("$schema", ""))
    old = any(f"draft-0{number}" in draft for number in (3, 4, 6, 7))
    stated = notation == "pydantic" or requires_something(document)
    return Dialect(notation, references_alone=old, nullable=False, states_presence=stated)


def requires_something(part: Any) -> bool:
    """Whether a document has a list of required fields anywhere."""
    waiting, seen = [part], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            if isinstance(part.get("required"), list):
                return True
            inner: Any = part.values()
        elif isinstance(part, list):
            inner = part
        else:
            continue
        if id(part) not in seen:
            seen.add(id(part))
            waiting.extend(inner)
    return False


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
