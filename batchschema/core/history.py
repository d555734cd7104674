"""What changed in a document from version to version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

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
    before: Variant | None = None
    """The version before; None for the first."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the catalogue remarks on this version, and did not on the one before."""
        if self.before is None:
            return ()
        return tuple(note for note in notes_of(self.variant) if note not in notes_of(self.before))


def notes_of(variant: Variant) -> tuple[str, ...]:
    """The catalogue's remarks on a variant, in our words."""
    about: Any = variant.schema.get("x-variant", {})
    return tuple(about.get("notes", ()))
