"""OpenAPI 3.0 and 3.1: one component by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from batchschema.core import Pointer, UnusableSchema
from batchschema.importers.document import Text
from batchschema.importers.doubt import UnknownRoot
from batchschema.importers.imported import Imported
from batchschema.importers.json_schema import requires_something
from batchschema.importers.schema_fold import Dialect, Fold
from batchschema.importers.schema_references import Target, target_of


def import_openapi(text: Text, document: Mapping[str, Any], notation: str, root: str | None) -> Imported:
    """Read a component; without a name, the only one there is. Raises `UnknownRoot` and `UnusableSchema`."""
    components = document.get("components")
    schemas = components.get("schemas") if isinstance(components, Mapping) else None
    if not isinstance(schemas, Mapping) or not schemas:
        raise UnusableSchema(text.source, "has no components/schemas")
    if root is None and len(schemas) == 1:
        root = next(iter(schemas))
    if root is not None and root.startswith("/"):
        pointer = Pointer.parse(root)
        found = target_of(document, f"#{root}")
    else:
        pointer = Pointer(("components", "schemas", str(root)))
        found = Target(schemas[root], pointer) if root in schemas else None
    if found is None or found.value is None:
        raise UnknownRoot(text.source, root, schemas)
    older = notation == "openapi-3.0"
    dialect = Dialect(notation, older, nullable=older, states_presence=requires_something(schemas))
    fold = Fold(document, text.source, dialect)
    node = fold.root(found.value, found.at)
    return Imported(
        text.source,
        str(pointer.key),
        notation,
        node,
        text.sha256,
        fold.doubts,
        tuple(fold.examples),
        raw=document,
        text=text,
    )
