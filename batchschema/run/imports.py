"""Import a document, compare it with the catalogue and with its siblings, and judge the document itself."""

from __future__ import annotations

import copy
import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from batchschema.catalog import Identifier, load
from batchschema.config import Policy
from batchschema.core import BatchschemaError, Finding, Pointer, Rule, Severities, Severity, Shape, Variant
from batchschema.core.errors import suggestion
from batchschema.core.instance import Location, Passage
from batchschema.importers import (
    Difference,
    Header,
    Imported,
    UnknownRoot,
    canonical,
    differences,
    filled,
    import_document,
    recalled,
    taken_facts,
)
from batchschema.importers.canonical import ID
from batchschema.rules import rules_of
from batchschema.rules.document import DocumentCase
from batchschema.run.places import located
from batchschema.run.variants import variant_or_file
from batchschema.shape import shape_of

FAMILY = "document"


class BadVariantId(BatchschemaError):
    """A name for a variant that is not written `vendor/surface@version`."""

    def __init__(self, id: str, known: Sequence[str]) -> None:
        self.id, self.known = id, tuple(known)
        super().__init__(
            f"`{id}` is no variant's id, vendor/surface or vendor/surface@version{suggestion(id, known)}"
        )


@dataclass(frozen=True, slots=True)
class Request:
    """What to import, and how."""

    document: str
    """A file, or `module:Class`."""
    notation: str | None = None
    root: str | None = None
    variant: str | None = None
    """The id that the imported schema gets; what the catalogue knows of it is kept."""
    siblings: tuple[str, ...] = ()
    """Other documents of the same object, or variants of the catalogue by their ids."""
    tells_vendor: bool = False
    """Whether to tell by its fields whose batch job it describes, where no variant says so."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An imported document."""

    imported: Imported
    schema: Mapping[str, Any]
    """The canonical schema."""
    findings: tuple[Finding, ...]
    vendor: str | None = None
    """Whose batch job it describes, as far as anybody told; what the catalogue has of it are siblings."""

    @property
    def taken(self) -> Mapping[Pointer, Mapping[str, str]]:
        """By place the facts that came from a sibling, and from which."""
        return taken_facts(self.imported.root)


def imported_document(request: Request, policy: Policy | None = None) -> Outcome:
    """Import a document and judge it.

    Raises `UnreadableDocument`, `UnknownRoot`, `BadVariantId` and `UnusableSchema`.
    """
    found = ID.match(request.variant) if request.variant is not None else None
    if request.variant is not None and found is None:
        raise BadVariantId(request.variant, tuple(load()))
    known = (
        load()[request.variant].schema if request.variant is not None and request.variant in load() else {}
    )
    imported = import_document(request.document, notation=request.notation, root=request.root)
    for name in request.siblings:
        imported = filled(imported, _sibling(name, request.root or imported.title))
    header = Header(
        title=imported.title,
        document=imported.source,
        notation=imported.notation,
        sha256=imported.sha256,
        vendor=found[1] if found else "unknown",
        surface=found[2] if found else "document",
        version=found[3] if found else None,
        known=known,
        notes=imported.notes,
    )
    schema = described_by_concept(canonical(imported.root, header))
    vendor = found[1] if found else vendor_of(schema["properties"]) if request.tells_vendor else None
    findings = findings_of(imported, schema, policy or Policy(), vendor)
    return Outcome(imported, schema, tuple(findings), vendor)


def drift(outcome: Outcome, variant: Variant) -> list[Difference]:
    """What the document says otherwise than the catalogue."""
    return differences(variant.schema, outcome.schema)


def checked_against(name: str) -> Variant:
    """The variant of `--check`: of the catalogue by its id, or a canonical schema by its file name."""
    variant, _ = variant_or_file(name)
    return variant


def findings_of(
    imported: Imported, schema: Mapping[str, Any], policy: Policy, vendor: str | None = None
) -> list[Finding]:
    """Ask the document rules, in the order of the document's lines and fields.

    The catalogue's other documents of the vendor count as siblings.
    """

    def severity_of(rule: Rule, severities: Severities) -> Severity | None:
        return policy.severity(rule, severities)

    case = DocumentCase(
        source=imported.source,
        schema=schema,
        shape=shape_of(schema),
        severity_of=severity_of,
        describing=functools.partial(_describing, imported),
        locate=functools.partial(located, text=imported.text),
        told=imported.doubts,
        shown=imported.examples,
        raw=imported.raw,
        siblings=_catalogue_siblings(schema, vendor) if vendor is not None else {},
    )
    found: list[Finding] = []
    for rule in rules_of(FAMILY):
        case.rule = rule
        found += rule.check(case) if rule.check is not None else ()
    return sorted(found, key=by_place)


def _describing(imported: Imported, pointer: Pointer) -> Passage:
    """What describes a field, or the last object above it that the document describes."""
    node, passage = imported.root, imported.root.passage
    for token in pointer.tokens:
        part = dict(node.parts()).get(str(token))
        if part is None:
            break
        node, passage = part, part.passage or passage
    return passage or Passage(imported.source)


def described_by_concept(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with each concept's sentence as its field's description: our words, not the vendor's."""
    from batchschema.catalog.concepts import concepts

    sentences: Mapping[Any, str] = concepts()
    out = copy.deepcopy(schema)
    waiting = [out]
    while waiting:
        part = waiting.pop()
        if (sentence := sentences.get(part.get("x-concept"))) is not None:
            part.setdefault("description", sentence)
        waiting += part.get("properties", {}).values()
        waiting += [
            part[word] for word in ("items", "additionalProperties") if isinstance(part.get(word), dict)
        ]
    return out


def vendor_of(fields: Iterable[str]) -> str | None:
    """Whose batch job has these fields; None for what shares less than half of a batch job's."""
    names = dict.fromkeys(fields)
    choice = _identifier().identify(names)
    if choice is None or not choice.near:
        return None
    theirs: Any = choice.variant.schema["properties"]
    return choice.variant.vendor if 2 * len(names.keys() & theirs) >= len(theirs) else None


@functools.cache
def _identifier() -> Identifier:
    return Identifier(list(load().values()))


def _catalogue_siblings(schema: Mapping[str, Any], vendor: str) -> dict[str, Shape]:
    """The newest shapes of a vendor's other documents."""
    own = f"{vendor}/{schema['x-variant']['surface']}"
    labels = {variant.label for variant in load().values() if variant.vendor == vendor}
    newest = [load()[label] for label in sorted(labels) if label != own]
    return {variant.id: shape_of(variant.schema) for variant in newest if _same_kind(variant, schema)}


def _same_kind(variant: Variant, schema: Mapping[str, Any]) -> bool:
    """Whether two shapes share most of their fields: a vendor has other objects, too."""
    theirs: Any = variant.schema.get("properties", {})
    shared = {*theirs} & {*schema["properties"]}
    return 2 * len(shared) >= min(len(theirs), len(schema["properties"]))


def is_variant(name: str) -> bool:
    """Whether a name is a variant's or a document's id, and no file."""
    return not os.path.exists(name) and any(name in (id, id.partition("@")[0]) for id in load())


def _names_a_vendor(name: str) -> bool:
    """Whether a name that is no file's was meant for a variant of a vendor that is known."""
    found = ID.match(name)
    return (
        found is not None
        and not os.path.exists(name)
        and any(variant.vendor == found[1] for variant in load().values())
    )


def _sibling(name: str, root: str) -> Imported:
    """Another document of the object: a variant by its id; of OpenAPI, the component of the same name."""
    if is_variant(name) or _names_a_vendor(name):
        variant = load()[name]
        return recalled(variant.schema, variant.id)
    if not name.lower().endswith((".json", ".yaml", ".yml")):
        return import_document(name)
    try:
        return import_document(name, root=root)
    except UnknownRoot:
        return import_document(name)


def by_place(finding: Finding) -> tuple[str, int, int, str, str, str]:
    """The order of findings on documents."""
    source, line, column = finding.location or Location("")
    return (source, line or 0, column or 0, str(finding.pointer), finding.rule, finding.text)
