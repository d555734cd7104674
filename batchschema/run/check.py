"""Check payloads against variants: from paths to findings."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from batchschema.catalog import Catalog, Identifier, load, read_schema
from batchschema.config import Configuration, Policy
from batchschema.core import (
    Document,
    Finding,
    Fold,
    Instance,
    Pointer,
    Unreadable,
    Variant,
)
from batchschema.readers import Chunk
from batchschema.run.judge import Judge
from batchschema.run.tally import Tally
from batchschema.run.task import Task

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What to check by, and how; can be sent to another process."""

    variants: tuple[str, ...] = (AUTO,)
    """Ids, patterns such as `mistral/*`, or `auto`."""
    schema: str | None = None
    """A schema file, instead of variants."""
    policy: Policy = field(default_factory=Policy)
    configuration: Configuration = field(default_factory=Configuration)
    engine: str = "fast"
    max_payload: int = 64 << 20
    folds: bool = True
    """Whether the notes on a payload are wanted as one line too, where findings are emitted one by one."""


class Checker:
    """Judges whatever readers yield, and tallies it."""

    def __init__(self, options: CheckOptions, catalog: Catalog | None = None) -> None:
        self.options = options
        self.catalog = catalog or load()
        self._judges: dict[tuple[str, int], Judge] = {}
        self._fixed = self._named_variants()

    def _named_variants(self) -> list[Variant] | None:
        """The variants the user named; None when each payload is to be recognised."""
        if self.options.schema is not None:
            return [read_schema(self.options.schema)]
        if self.options.variants == (AUTO,):
            return None
        found = [variant for name in self.options.variants for variant in self.catalog.matching(name)]
        return list(dict.fromkeys(found))

    @functools.cached_property
    def identifier(self) -> Identifier:
        """Tells payloads apart among the whole catalogue."""
        return Identifier(list(self.catalog.values()))

    @functools.cached_property
    def envelopes(self) -> tuple[tuple[str, ...], ...]:
        """The wrappers that payloads come in, as tokens: of the named variants, or of all."""
        variants = self._fixed if self._fixed is not None else self.catalog.values()
        pointers = {pointer for variant in variants for pointer in variant.envelopes}
        return tuple(Pointer.parse(pointer).tokens for pointer in sorted(pointers))  # type: ignore[misc]

    def judge(self, variant: Variant) -> Judge:
        """The judge of one variant, made once; compiles its schema, so that a bad one is found early."""
        key = (variant.id, id(variant.schema))  # schemas given by hand may share a name
        if key not in self._judges:
            self._judges[key] = Judge(
                variant,
                self.options.policy,
                engine=self.options.engine,
                documented_by=self._documented_by,
                looks_like=self._looks_like,
            )
        return self._judges[key]

    def prepare(self) -> None:
        """Compile schemas that are not from the catalogue: a bad one is said before any payload is read."""
        for variant in self._fixed or ():
            if not variant.is_canonical:
                self.judge(variant).full  # noqa: B018

    def check(
        self,
        parts: Iterable[Chunk | Document | Unreadable],
        source: str,
        *,
        named: bool = True,
        emit: Callable[[Finding | Fold], None] | None = None,
    ) -> Tally:
        """Judge everything one source holds.

        `emit` is called with each located finding and line of notes, in order; without it, findings that
        recur are kept as groups and notes are folded. What holds no batch object counts as skipped unless the
        source is `named`.
        """
        task = Task(self, Tally(inputs=1), source, named, emit, self._variants_for(source))
        for part in parts:
            if isinstance(part, Unreadable):
                task.unreadable(part)
            elif isinstance(part, Chunk):
                task.chunk(part)
            else:
                task.document(part)
        return task.tally

    def _variants_for(self, source: str) -> Sequence[Variant] | None:
        if self._fixed is not None:
            return self._fixed
        id = self.options.configuration.variant_for(source) if self.options.configuration.variants else None
        return None if id in (None, AUTO) else self.catalog.matching(str(id))

    def _documented_by(self, variant: Variant, pointer: Pointer) -> list[Variant]:
        """Other variants that document a field: of the same vendor if there are any, newest first."""
        found = [other for other in self.catalog.values() if other != variant and _documents(other, pointer)]
        own = [other for other in found if other.vendor == variant.vendor]
        return sorted(own or found, key=lambda other: (other.date or "", other.id), reverse=True)

    def _looks_like(self, value: object, variant: Variant) -> str | None:
        choice = self.identifier.identify(value)
        if choice is None or not choice.near or choice.variant.vendor == variant.vendor:
            return None
        return choice.variant.id

    def split(self, document: Document, variants: Sequence[Variant] | None, source: str) -> list[Instance]:
        """The payloads of a document: itself, the items of an array, or what a list envelope wraps."""
        value = document.value
        if self._takes_whole(variants):
            return [Instance(value, source, document)]
        if isinstance(value, list):
            return [Instance(part, source, document, Pointer((index,))) for index, part in enumerate(value)]
        if isinstance(value, dict):
            for tokens in self.envelopes:
                if tokens[0] in value and not self.is_batch(value):
                    found = list(_unwrapped(value, tokens, ()))
                    if found:
                        return [Instance(part, source, document, Pointer(path)) for path, part in found]
                    if value[tokens[0]] == []:
                        return []
        return [Instance(value, source, document)]

    def _takes_whole(self, variants: Sequence[Variant] | None) -> bool:
        """A foreign schema that may describe an array is asked about the whole document."""
        if variants is None or variants[0].is_canonical:
            return False
        types = variants[0].schema.get("type")
        return types is None or "array" in types  # type: ignore[operator]

    def is_batch(self, value: object) -> bool:
        """Whether the catalogue knows something near."""
        choice = self.identifier.identify(value)
        return choice is not None and choice.near


def _documents(variant: Variant, pointer: Pointer) -> bool:
    """Whether a canonical schema describes a place, following properties and items only."""
    part: Any = variant.schema
    for token in pointer.tokens:
        part = part.get("items") if isinstance(token, int) else part.get("properties", {}).get(token)
        if not isinstance(part, Mapping):
            return False
    return True


def _unwrapped(value: Any, tokens: Sequence[str], path: tuple[str | int, ...]) -> Iterator[tuple[Any, Any]]:
    if not tokens:
        yield path, value
    elif tokens[0] == "*" and isinstance(value, list):
        for index, part in enumerate(value):
            yield from _unwrapped(part, tokens[1:], (*path, index))
    elif isinstance(value, dict) and tokens[0] in value:
        yield from _unwrapped(value[tokens[0]], tokens[1:], (*path, tokens[0]))
