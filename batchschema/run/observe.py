"""Observe payloads: from paths to a profile, and from profiles to what they say beside the catalogue."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from batchschema.catalog import Catalog
from batchschema.core import Instance, Pointer, Shape, Unreadable, Variant
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
from batchschema.readers import Chunk, File, Limits
from batchschema.run.check import Checker, CheckOptions
from batchschema.run.payloads import Part, Source, iter_payloads, iter_sources
from batchschema.run.tally import Tally
from batchschema.shape import shape_of

AT_ONCE = 64
"""Profiles of parts that are kept before they are merged."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen, and what could not be read."""

    profile: Profile
    unread: Tally


def observe(
    options: CheckOptions, files: Sequence[File], missing: Sequence[Unreadable], stdin: str | None
) -> Observation:
    """Take the profile of every payload, in one pass over the input."""
    import gc

    gc.disable()  # payloads hold no cycles, and looking for some takes time
    checker = Checker(options)
    unread = Tally()
    for each in missing:
        unread.merge(checker.check([each], each.source))
    observer = _Observer(checker, unread)
    for source in iter_sources(files, stdin, Limits(options.max_payload)):
        unread.inputs += 1
        for part in checker.selected(source.parts, source.name):
            observer.take(source, part)
    return Observation(observer.profile(), unread)


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
class _Observer:
    """Gathers the profiles of parts, variant by variant."""

    checker: Checker
    unread: Tally
    _profiles: dict[Variant, list[VariantProfile]] = field(default_factory=dict)

    def take(self, source: Source, part: Part) -> None:
        """Observe what one part holds: lines together where they are plain payloads, else one by one."""
        if isinstance(part, Chunk):
            values = part.values()
            by_variant = None if values is None else self._plain(source, values)
            if by_variant is not None:
                for variant, payloads in by_variant.items():
                    self._add(variant, payloads, ())
                return
        found: dict[Variant, list[Instance]] = {}
        for instance in iter_payloads(self.checker, source, part, self.unread):
            for variant in self._variants(source, instance):
                found.setdefault(variant, []).append(instance)
        for variant, instances in found.items():
            self._add(variant, list(map(_settled, instances)), list(map(_recorded, instances)))

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
        where = f" at {instance.root}" if instance.root else ""
        text = f"holds no batch job that the catalogue knows{where}"
        place = instance.document.locate(instance.root) if instance.document is not None else None
        unknown = Unreadable("unknown-variant-fits", text, source.name, place)
        self.unread.merge(self.checker.check([unknown], source.name))

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
