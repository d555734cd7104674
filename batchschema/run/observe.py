"""Observe payloads: from paths to a profile, and from profiles to what they say beside the catalogue."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from batchschema.catalog import Catalog
from batchschema.core import Instance, Pointer, Shape, Variant
from batchschema.core.profile import Compared, Periods, Profile, VariantProfile
from batchschema.observe import (
    UNSETTLED,
    compared,
    merged,
    merged_variant,
    moments_of,
    profile_of,
    shifts,
)
from batchschema.readers import Chunk, Limits
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.parts import Counters, Part, size_of, sources_of
from batchschema.run.payloads import Part as Piece
from batchschema.run.payloads import Source, iter_payloads
from batchschema.run.processes import over_parts
from batchschema.run.tally import Tally
from batchschema.shape import shape_of

AT_ONCE = 64
"""Profiles that are kept before they are merged."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen, and what could not be read."""

    profile: Profile
    unread: Tally
    """Its `inputs` and `skipped` are counted too."""
    size: int = 0
    """Bytes of the part that this is of, as they lie on disk."""


@dataclass(frozen=True, slots=True)
class Observer:
    """What every process needs; can be sent to one."""

    options: CheckOptions

    def start(self) -> Callable[[Part], Observation]:
        """A function that observes parts."""
        import gc

        gc.disable()  # payloads hold no cycles, and looking for some takes time
        checker, counters = Checker(self.options), Counters()
        limits = Limits(self.options.max_payload)
        return lambda part: self._observe(checker, part, limits, counters)

    def _observe(self, checker: Checker, part: Part, limits: Limits, counters: Counters) -> Observation:
        gathering = _Gathering(checker, Tally())
        for name, named, pieces in sources_of(part, limits, counters):
            gathering.source(Source(name, named, iter(checker.selected(pieces, name))))
        if part.range and part.range[0]:
            gathering.unread.inputs = 0
        size = part.range[1] if part.range else sum(size_of(file.path) for file in part.files)
        return Observation(gathering.profile(), gathering.unread, size)


def observe(options: CheckOptions, parts: Iterable[Part], *, jobs: int) -> Iterator[Observation]:
    """Take the profile of each part's payloads, on up to `jobs` processes, in one pass over the input."""
    return over_parts(Observer(options), parts, jobs=jobs)


def added_up(observations: Iterable[Observation]) -> Observation:
    """The profile of everything, and all that could not be read."""
    waiting: list[Profile] = []
    unread = Tally()
    for each in observations:
        waiting.append(each.profile)
        unread.merge(each.unread)
        if len(waiting) >= AT_ONCE:
            waiting = [merged(waiting)]
    return Observation(merged(waiting), unread)


def compare(profile: Profile, catalog: Catalog) -> list[Compared]:
    """Each variant's profile beside its document.

    Raises `UnknownVariant` for one that the catalogue does not have.
    """
    return [compared(id, part, shape_of(catalog[id].schema)) for id, part in sorted(profile.variants.items())]


def compare_periods(before: Profile, after: Profile, catalog: Catalog) -> Periods:
    """How a later profile differs; a variant that the catalogue lacks is compared without its document."""
    ids = before.variants.keys() & after.variants.keys()
    shapes = {id: shape_of(catalog[id].schema) for id in ids if id in catalog}
    return Periods(before, after, tuple(shifts(before, after, shapes)))


@dataclass(slots=True)
class _Gathering:
    """Gathers the profiles of what sources hold, variant by variant."""

    checker: Checker
    unread: Tally
    _profiles: dict[Variant, list[VariantProfile]] = field(default_factory=dict)

    def source(self, source: Source) -> None:
        """Observe all that one source holds."""
        self.unread.inputs += 1
        met = False
        for piece in source.parts:
            met = self._piece(source, piece, beside=met) or met

    def _piece(self, source: Source, piece: Piece, *, beside: bool) -> bool:
        """Lines together where they are plain payloads, else one by one; whether there was any."""
        if isinstance(piece, Chunk):
            values = piece.values()
            by_variant = None if values is None else self._plain(source, values)
            if by_variant is not None:
                for variant, payloads in by_variant.items():
                    self._add(variant, payloads, ())
                return True
        found: dict[Variant, list[Instance]] = {}
        for instance in iter_payloads(self.checker, source, piece, self.unread, beside=beside):
            for variant in self._variants(source, instance):
                found.setdefault(variant, []).append(instance)
        for variant, instances in found.items():
            self._add(variant, list(map(_settled, instances)), list(map(_recorded, instances)))
        return bool(found)

    def profile(self) -> Profile:
        """Everything that was taken."""
        return merged(
            Profile({variant.id: merged_variant(parts)}) for variant, parts in self._profiles.items()
        )

    def _plain(self, source: Source, values: Iterable[object]) -> dict[Variant, list[object]] | None:
        """The payloads by variant, if each value is one by itself; None if one needs a closer look."""
        fixed = self.checker.variants_for(source.name)
        if fixed is not None and not source.named:
            return None
        found: dict[Variant, list[object]] = {}
        for value in values:
            choice = self.checker.identifier.identify(value)
            if choice is None or not choice.near:
                return None
            for variant in (choice.variant,) if fixed is None else fixed:
                found.setdefault(variant, []).append(value)
        return found

    def _variants(self, source: Source, instance: Instance) -> Iterator[Variant]:
        """The variants a payload is held against; what is near to none is said to be unreadable."""
        fixed = self.checker.variants_for(source.name)
        if fixed is not None:
            yield from fixed
            return
        choice = self.checker.identify(instance.value, instance.exchange)
        if choice is not None and choice.near:
            yield choice.variant
            return
        from batchschema.run.unknown import unknown_at  # a run that knows its payloads need not load it

        unknown = unknown_at(instance, self.checker.is_batch, self.checker.options.at)
        self.unread.merge(replace(self.checker.check([unknown], source.name), inputs=0))

    def _add(self, variant: Variant, payloads: Sequence[object], recorded: Sequence[str | None]) -> None:
        shape = self._shape(variant)
        parts = self._profiles.setdefault(variant, [])
        parts.append(profile_of(payloads, shape, moments_of(payloads, shape, recorded)))
        if len(parts) >= AT_ONCE:
            parts[:] = [merged_variant(parts)]

    @staticmethod
    @functools.cache
    def _shape(variant: Variant) -> Shape:
        return shape_of(variant.schema)


def _recorded(instance: Instance) -> str | None:
    return instance.exchange.at if instance.exchange is not None else None


def _settled(instance: Instance) -> object:
    """The payload; a None in print, which may be null or absent, is marked as such."""
    unsettled = instance.document.unsettled if instance.document is not None else None
    if not unsettled:
        return instance.value
    value: Any = copy.deepcopy(instance.value)
    depth = len(instance.root.tokens)
    for pointer in unsettled:
        tokens = pointer.tokens[depth:]
        if tokens and Pointer(pointer.tokens[:depth]) == instance.root:
            inner = functools.reduce(lambda part, token: part[token], tokens[:-1], value)
            inner[tokens[-1]] = UNSETTLED
    return value
