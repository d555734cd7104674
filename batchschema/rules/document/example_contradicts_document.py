"""An example of the document breaks what the document states.

Why: Readers copy examples. Either the example or the statement is wrong, and the service usually sends what
the example shows.

Reject (file batch.json):
    {"type": "object", "required": ["id"],
     "properties": {"id": {"type": "string"}, "errors": {"type": "object"}},
     "example": {"id": "batch_1", "errors": null}}

Accept (file batch.json):
    {"type": "object", "required": ["id"],
     "properties": {"id": {"type": "string"}, "errors": {"type": "object"}},
     "example": {"id": "batch_1", "errors": {}}}

Fix: Document what the service sends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from batchschema.core import Field, Finding, Null, Pointer, Presence, Severities, Severity
from batchschema.core.instance import Passage
from batchschema.rules.document import DocumentCase, Shown
from batchschema.rules.words import json_type

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)
TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}


def check(case: DocumentCase) -> Iterator[Finding]:
    """Speak of each place where an example is against a stated fact."""
    for shown in case.shown:
        node = _field(case.shape.root, shown.pointer)
        if shown.is_text or node is None:
            continue
        for pointer, text in _against(shown.value, node, shown.pointer):
            yield from case.finding(text, pointer, _within(shown, pointer))


def _within(shown: Shown, pointer: Pointer) -> Passage:
    """What in the example shows a place, or lacks it."""
    passage = shown.passage
    if passage.at is None:
        return passage
    return passage._replace(at=Pointer(passage.at.tokens + pointer.tokens[len(shown.pointer.tokens) :]))


def _field(root: Field, pointer: Pointer) -> Field | None:
    node: Field | None = root
    for token in pointer.tokens:
        if node is not None:
            node = (node.items or node.values_of) if token == "*" else node.child(token)
    return node


def _against(value: object, node: Field, pointer: Pointer) -> Iterator[tuple[Pointer, str]]:
    if value is None:
        if node.null is Null.FORBIDDEN:
            yield pointer, "is null in the example, and documented as never null"
        return
    if not _fits(value, node):
        said = " or ".join(node.types or ())
        yield pointer, f"is {json_type(value)} in the example, and documented as {said}"
    elif node.values and not node.open_values and value not in node.values:
        yield pointer, "is in the example what the list of values does not have"
    elif isinstance(value, Mapping):
        yield from _against_object(value, node, pointer)
    elif isinstance(value, list) and node.items is not None:
        for index, part in enumerate(value):
            yield from _against(part, node.items, pointer / index)


def _against_object(
    value: Mapping[str, object], node: Field, pointer: Pointer
) -> Iterator[tuple[Pointer, str]]:
    for name, field in node.properties.items():
        if field.presence is Presence.REQUIRED and name not in value:
            yield pointer / name, "is not in the example, and documented as required"
    for key, part in value.items():
        if (child := node.child(key)) is not None:
            yield from _against(part, child, pointer / key)


def _fits(value: object, node: Field) -> bool:
    """Whether a value has a stated type; a value that code computes fits any."""
    name = TYPES.get(type(value))
    if name is None or node.types is None or name in node.types:
        return True
    if name == "integer":
        return "number" in node.types
    return isinstance(value, float) and "integer" in node.types and value.is_integer()
