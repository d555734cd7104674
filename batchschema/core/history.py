"""What changed in a document from version to version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from batchschema.core.change import Change
from batchschema.core.facts import Field
from batchschema.core.pointer import Pointer
from batchschema.core.variant import Variant


@dataclass(frozen=True, slots=True)
class Step:
    """One version of a document, beside the one before it."""

    variant: Variant
    changes: tuple[Change, ...] = ()
    """By place; empty for the first version."""
    fields: Mapping[Pointer, Field] = field(default_factory=lambda: MappingProxyType({}))
    """What is stated of each field that came or went."""
    title_before: str | None = None
    """The object's name in the version before, where that was another."""
