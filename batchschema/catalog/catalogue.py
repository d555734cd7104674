"""Load variants by id, by the newest of a surface, or by pattern."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

import orjson

from batchschema.catalog.files import read, schema_files
from batchschema.core import UnknownVariant, Variant
from batchschema.core.variant import variant_of


class Catalog(Mapping[str, Variant]):
    """The variants by id, in the order of their ids; each file is read when it is first asked for."""

    def __init__(self) -> None:
        self._names = {
            name.removesuffix(".json"): name for name in schema_files() if not name.startswith("_meta/")
        }
        self._loaded: dict[str, Variant] = {}

    def __getitem__(self, id: str) -> Variant:
        """The variant with this id; without a version, the newest of that surface by date.

        Raises `UnknownVariant`, which is a `KeyError` too.
        """
        if id not in self._names:
            return self._newest(id)
        if id not in self._loaded:
            self._loaded[id] = variant_of(orjson.loads(read(self._names[id])), name=id)
        return self._loaded[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def matching(self, pattern: str) -> list[Variant]:
        """The variants a pattern with `*` names (`mistral/*`), or the one that an id names."""
        if "*" not in pattern:
            return [self[pattern]]
        from fnmatch import fnmatchcase

        found = [self[id] for id in self if fnmatchcase(id, pattern)]
        if not found:
            raise UnknownVariant(pattern, self)
        return found

    def _newest(self, label: str) -> Variant:
        versions = [self[id] for id in self if id.partition("@")[0] == label]
        if not versions:
            raise UnknownVariant(label, self if "@" in label else {id.partition("@")[0]: None for id in self})
        return max(versions, key=lambda variant: variant.release)


@functools.cache
def load() -> Catalog:
    """The catalogue that ships with this package."""
    return Catalog()
