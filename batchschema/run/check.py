"""Check payloads against variants: from paths to findings."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from batchschema.catalog import Catalog, Choice, Identifier, load, read_schema
from batchschema.config import Configuration, Policy
from batchschema.core import (
    Document,
    Exchange,
    Finding,
    Fold,
    Instance,
    Pointer,
    Unreadable,
    Variant,
)
from batchschema.core.variant import label_of
from batchschema.readers import Chunk
from batchschema.run.envelopes import unwrapped
from batchschema.run.judge import Judge
from batchschema.run.tally import Tally
from batchschema.run.task import Task

if TYPE_CHECKING:
    from batchschema.baseline import Baseline, Entry, Subject
    from batchschema.readers.selection import Selection
    from batchschema.run.exchanges import Endpoints
    from batchschema.run.known import Known
    from batchschema.run.lifecycle import Follower

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
    baseline: Baseline | None = None
    engine: str = "fast"
    max_payload: int = 64 << 20
    folds: bool = True
    """Whether the notes on a payload are wanted as one line too, where findings are emitted one by one."""
    groups: bool = False
    """Whether what recurs is kept as groups too, where findings are emitted one by one."""
    skips: bool = False
    """Whether what holds no batch job is wanted by name, and not only counted."""
    at: str | None = None
    """A JSONPath: only what it selects in each document or line is a payload."""


class Checker:
    """Judges whatever readers yield, and tallies it."""

    def __init__(self, options: CheckOptions, catalog: Catalog | None = None) -> None:
        self.options = options
        self.catalog = catalog or load()
        self._judges: dict[tuple[str, int, int], Judge] = {}
        self._policies: dict[frozenset[str], Policy] = {frozenset(): options.policy}
        self._fixed = self._named_variants()
        self._selection: Selection | None = None
        if options.at is not None:
            from batchschema.readers.selection import Selection  # needs a library that is optional

            self._selection = Selection(options.at)

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
    def endpoints(self) -> Endpoints:
        """Tells whose endpoint a recorded exchange asked."""
        from batchschema.run.exchanges import Endpoints  # only recordings need it

        return Endpoints(list(self.catalog.values()))

    def identify(self, value: object, exchange: Exchange | None) -> Choice | None:
        """The nearest variant: by the endpoint first, where a payload comes out of a recording."""
        if exchange is not None:
            choice = self.endpoints.identify(value, exchange)
            if choice is not None:
                return choice
        return self.identifier.identify(value)

    def is_asked_for(self, exchange: Exchange | None, *, named: bool) -> bool:
        """Whether what is no batch job is to be reported, not only counted: its file was named by the user.

        In a recording it is the endpoint that counts: other calls stand beside those that answer with jobs.
        """
        return named if exchange is None else bool(self.endpoints.documenting(exchange))

    def selected(
        self, parts: Iterable[Chunk | Document | Unreadable], source: str
    ) -> Iterable[Chunk | Document | Unreadable]:
        """What is to be judged of a source: everything, or what `at` selects."""
        return parts if self._selection is None else self._selection.of(parts, source)

    @functools.cached_property
    def envelopes(self) -> tuple[tuple[str, ...], ...]:
        """The wrappers that payloads come in, as tokens: of the named variants, or of all."""
        variants = self._fixed if self._fixed is not None else self.catalog.values()
        pointers = {pointer for variant in variants for pointer in variant.envelopes}
        return tuple(Pointer.parse(pointer).tokens for pointer in sorted(pointers))  # type: ignore[misc]

    def judge(self, variant: Variant, policy: Policy | None = None) -> Judge:
        """The judge of one variant under one policy, made once; the policy is one of `policy_for`'s."""
        policy = policy or self.options.policy
        key = (variant.id, id(variant.schema), id(policy))  # schemas given by hand may share a name
        if key not in self._judges:
            self._judges[key] = Judge(
                variant,
                policy,
                engine=self.options.engine,
                documented_by=self._documented_by,
                looks_like=self._looks_like,
            )
        return self._judges[key]

    @functools.cached_property
    def follower(self) -> Follower | None:
        """Puts jobs to the lifecycle rules; None while those are off."""
        policy = self.options.policy
        if policy.select is None and not policy.extend_select:
            return None
        from batchschema.run.lifecycle import Follower, is_wanted  # a run without it need not load it

        return Follower(self._variant_named) if is_wanted(policy) else None

    def _variant_named(self, id: str) -> Variant:
        """The variant with this id, a schema given by hand before any of the catalogue."""
        return next((variant for variant in self._fixed or () if variant.id == id), None) or self.catalog[id]

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

        `emit` is called with each located finding and line of notes, in order; without it, or where the
        options ask for both, findings that recur are kept as groups and notes are folded. What holds no
        batch object counts as skipped unless the source is `named`.
        """
        policy, known = self.policy_for(source), self.known_of(source)
        task = Task(
            self, Tally(inputs=1), source, named, emit, self.variants_for(source), policy=policy, known=known
        )
        for part in self.selected(parts, source):
            if isinstance(part, Unreadable):
                task.unreadable(part)
            elif isinstance(part, Chunk):
                task.chunk(part)
            else:
                task.document(part)
        if known is not None:
            known.tell(task.tally)
        return task.tally

    def policy_for(self, source: str) -> Policy:
        """The policy for one source, one object for all that have the same."""
        if not self.options.configuration.per_path_ignores:
            return self.options.policy
        names = self.options.configuration.ignored_at(source)
        if names not in self._policies:
            self._policies[names] = self.options.policy.without(names)
        return self._policies[names]

    def known_of(self, source: str) -> Known | None:
        """The deviations that are known of one source; None where there are none."""
        configuration, baseline = self.options.configuration, self.options.baseline
        if baseline is None and not configuration.suppressions:
            return None
        suppressions = configuration.suppressions_at(source) if configuration.suppressions else ()
        entries: dict[Subject, list[Entry]] = {}
        for entry in self._entries_for(source) if baseline is not None else ():
            entries.setdefault(entry.subject, []).append(entry)
        if not suppressions and not entries:
            return None
        from batchschema.run.known import Known  # a run that knows of nothing need not load it

        return Known(
            suppressions, configuration.file or "", entries, baseline.file if baseline is not None else ""
        )

    @functools.cached_property
    def _entries_for(self) -> Callable[[str], list[Entry]]:
        assert self.options.baseline is not None, "asked only where there is one"
        return self.options.baseline.by_path()

    @property
    def fixed(self) -> Sequence[Variant] | None:
        """The variants that every payload is judged by; None when each is recognised or named by its path."""
        return self._fixed

    def variants_for(self, source: str) -> Sequence[Variant] | None:
        """The variants that were named for a source; None when each payload is to be recognised."""
        if self._fixed is not None:
            return self._fixed
        id = self.options.configuration.variant_for(source) if self.options.configuration.variants else None
        return None if id in (None, AUTO) else self.catalog.matching(str(id))

    def asked_as(self, source: str, id: str) -> str:
        """A variant's id as precise as the question that led to it: without a version nobody named."""
        asked = (*self.options.variants, self.options.configuration.variant_for(source))
        return id if self.options.schema is not None or id in asked else label_of(id)

    def _documented_by(self, variant: Variant, pointer: Pointer) -> list[Variant]:
        """Other variants that document a field: of the same vendor if there are any, newest first."""
        found = [other for other in self.catalog.values() if other != variant and _documents(other, pointer)]
        own = [other for other in found if other.vendor == variant.vendor]
        return sorted(own or found, key=lambda other: (other.release, other.id), reverse=True)

    def _looks_like(self, value: object, variant: Variant) -> str | None:
        choice = self.identifier.identify(value)
        if choice is None or not choice.near or choice.variant.vendor == variant.vendor:
            return None
        return choice.variant.id

    def split(self, document: Document, variants: Sequence[Variant] | None, source: str) -> list[Instance]:
        """The payloads of a document: itself, the items of an array, or what an envelope wraps."""
        value = document.value
        if self._takes_whole(variants):
            return [Instance(value, source, document)]
        if isinstance(value, list):
            return [Instance(part, source, document, Pointer((index,))) for index, part in enumerate(value)]
        if isinstance(value, dict):
            found = unwrapped(value, self.envelopes, self.is_batch)
            if found is not None:
                return [Instance(part, source, document, Pointer(path)) for path, part in found]
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
