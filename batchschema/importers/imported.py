"""What every importer hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from batchschema.importers.described import Described
from batchschema.importers.document import Text
from batchschema.importers.doubt import Doubt, Example


@dataclass(frozen=True, slots=True)
class Imported:
    """One document's object: its facts, and what could not be taken over."""

    source: str
    """The document as it was named."""
    title: str
    """The document's own name for the object."""
    notation: str
    root: Described
    sha256: str
    """Digest of the document's bytes."""
    doubts: tuple[Doubt, ...] = ()
    examples: tuple[Example, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader of the findings should know about how the document was read."""
    raw: Mapping[str, Any] | None = field(default=None, compare=False)
    """The document's own schema with all it refers to, where it is one."""
    text: Text | None = field(default=None, compare=False)
    """The JSON or YAML in which its passages stand; None for a page, a model or a variant."""
