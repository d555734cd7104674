"""What the catalogue says of one variant, its history included."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from batchschema.catalog import Catalog, load, local_resolver, read_schema
from batchschema.core import Pointer, Shape, UnknownVariant, Variant
from batchschema.core.change import Change, Kind
from batchschema.core.history import Step
from batchschema.shape import shape_of


def variant_or_file(name: str) -> tuple[Variant, Shape]:
    """A variant of the catalogue by its id, or a schema by its file name, with its facts."""
    if name not in load() and (is_file(name) or is_file(name.partition("#")[0])):
        variant = read_schema(name)
        return variant, shape_of(variant.schema, local_resolver(variant.schema))
    variant = load()[name]
    return variant, shape_of(variant.schema)


def is_file(name: str) -> bool:
    """Whether there is a file of this name; a pipe is one, too."""
    return os.path.exists(name) and not os.path.isdir(name)


def since_when(catalog: Catalog, variant: Variant, shape: Shape) -> Mapping[Pointer, str]:
    """For each field the date of the earliest variant of the same surface that documents it.

    Only variants up to this one's date count; a field that went and came back counts from its first time.
    """
    since: dict[Pointer, str] = {}
    family = [other for other in catalog.values() if other.label == variant.label and other.date]
    for other in sorted(family, key=lambda each: each.date or "", reverse=True):
        if (other.date or "") <= (variant.date or ""):
            described = {pointer for pointer, _ in shape_of(other.schema).walk()}
            since |= {pointer: other.date or "" for pointer, _ in shape.walk() if pointer in described}
    return since


def history(catalog: Catalog, label: str) -> Sequence[Step]:
    """The versions of one document, oldest first, each with what it changed; `label` may name a version.

    Raises `UnknownVariant`, which suggests among documents, not among their versions.
    """
    label = label.partition("@")[0]
    versions = [variant for variant in catalog.values() if variant.label == label]
    if not versions:
        raise UnknownVariant(label, dict.fromkeys(variant.label for variant in catalog.values()))
    versions.sort(key=lambda variant: variant.release)
    return [Step(versions[0]), *map(_step, versions, versions[1:])]


def _is_stated(change: Change) -> bool:
    """Whether it is a fact of the document: not our spelling of it, nor our words about it."""
    if change.kind is Kind.ANNOTATION:
        return change.keyword in ("default", "deprecated")
    return change.kind is not Kind.NULL_SPELLING


def _step(before: Variant, after: Variant) -> Step:
    from batchschema.diff import changes_between
    from batchschema.run.diff import document_of_variant

    changes, _ = changes_between(document_of_variant(before), document_of_variant(after))
    found = [change for change in changes if _is_stated(change)]
    found.sort(key=lambda change: (str(change.pointer), *change.identity))
    facts = dict(shape_of(before.schema).walk()) | dict(shape_of(after.schema).walk())
    fields = {change.pointer: facts[change.pointer] for change in found if change.kind is Kind.FIELD}
    return Step(after, tuple(found), fields, before)
