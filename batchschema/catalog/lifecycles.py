"""Load the table of a vendor's lifecycle."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import orjson

from batchschema.catalog.files import read
from batchschema.core.lifecycle import Lifecycle, lifecycle_of

FOLDER = "_meta/lifecycles"


@functools.cache
def lifecycle_for(vendor: str | None) -> Lifecycle | None:
    """What is known of the way this vendor's jobs go; None where there is no table."""
    table = _table(vendor) if vendor is not None else None
    return lifecycle_of(table) if table is not None else None


def _table(vendor: str) -> Mapping[str, Any] | None:
    """A vendor's table, what it takes from another vendor's filled in."""
    try:
        table: dict[str, Any] = orjson.loads(read(f"{FOLDER}/{vendor}.json"))
    except KeyError:
        return None
    base = _table(table["like"]) if "like" in table else None
    return {**(base or {}), **table}
