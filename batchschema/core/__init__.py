"""The nouns every other room speaks in. Imports nothing but the standard library."""

from batchschema.core.errors import (
    BadConfiguration,
    BatchschemaError,
    NothingToCheck,
    UnknownRule,
    UnknownVariant,
    UnusableSchema,
    WorkerEnded,
)
from batchschema.core.facts import Field, Null, Presence, Shape
from batchschema.core.finding import Documented, Finding, Severities, Severity, fingerprint_of
from batchschema.core.instance import Document, Exchange, Instance, Location, Position, Unreadable
from batchschema.core.pointer import Pointer
from batchschema.core.rule import Rule
from batchschema.core.summary import Checked, Fold, Group, Overview, Summary
from batchschema.core.variant import Source, Variant
from batchschema.core.violation import Violation

__all__ = [
    "BadConfiguration",
    "BatchschemaError",
    "Checked",
    "Document",
    "Documented",
    "Exchange",
    "Field",
    "Finding",
    "Fold",
    "Group",
    "Instance",
    "Location",
    "NothingToCheck",
    "Null",
    "Overview",
    "Pointer",
    "Position",
    "Presence",
    "Rule",
    "Severities",
    "Severity",
    "Shape",
    "Source",
    "Summary",
    "UnknownRule",
    "UnknownVariant",
    "Unreadable",
    "UnusableSchema",
    "Variant",
    "Violation",
    "WorkerEnded",
    "fingerprint_of",
]
