"""The vendor-neutral names of fields."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

import orjson

from batchschema.catalog.files import read


@functools.cache
def concepts() -> Mapping[str, str]:
    """By name what each concept means in a sentence, in the order of the file."""
    return MappingProxyType(orjson.loads(read("_meta/concepts.json"))["concepts"])
