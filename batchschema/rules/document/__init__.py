"""Rules that judge a document by itself: what it states, what it shows, and what could not be taken from it.

A case is one imported document: the facts read from it, what the importer doubted, and the document's own
examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from batchschema.core import Finding, Pointer, Rule, Severities, Severity, Shape, fingerprint_of
from batchschema.core.instance import Location, Passage


class Told(Protocol):
    """Something that an importer could not take at its word."""

    @property
    def rule(self) -> str:
        """The rule that speaks about it."""

    @property
    def text(self) -> str:
        """What is wrong, without its subject."""

    @property
    def passage(self) -> Passage:
        """What in the document says it."""

    @property
    def pointer(self) -> Pointer:
        """The field it is about; the root where it is about none."""


class Shown(Protocol):
    """A value that the document itself shows."""

    @property
    def value(self) -> Any:
        """The value; for text that is no JSON, its flaw."""

    @property
    def passage(self) -> Passage:
        """What in the document shows it."""

    @property
    def pointer(self) -> Pointer:
        """The place whose value it is."""

    @property
    def is_text(self) -> bool:
        """True for text that is no JSON."""


@dataclass(slots=True)
class DocumentCase:
    """One document and what was read from it."""

    source: str
    schema: Mapping[str, Any]
    """The canonical schema."""
    shape: Shape
    severity_of: Callable[[Rule, Severities], Severity | None]
    describing: Callable[[Pointer], Passage]
    """What in the document describes a field, or the last object above it that is described."""
    locate: Callable[[Passage], Location]
    """Looks up line and column; asked only for what is found."""
    told: Sequence[Told] = ()
    shown: Sequence[Shown] = ()
    raw: Mapping[str, Any] | None = None
    """The document's own schema, where it is one."""
    siblings: Mapping[str, Shape] = field(default_factory=lambda: MappingProxyType({}))
    """Other documents about the same object, by name."""
    rule: Rule | None = None
    """The rule that is being asked."""

    def doubts(self) -> Iterator[Finding]:
        """A finding for each of the importer's doubts that is this rule's."""
        assert self.rule is not None, "findings are made while a rule is asked"
        for told in self.told:
            if told.rule == self.rule.name:
                yield from self.finding(told.text, told.pointer, told.passage)

    def finding(
        self,
        text: str,
        pointer: Pointer | None = None,
        passage: Passage | None = None,
        *,
        hint: str | None = None,
    ) -> Iterator[Finding]:
        """Say what is wrong at a field, or of the object as a whole; silent when the rule is off.

        Without a passage, it is about what describes the field.
        """
        assert self.rule is not None, "findings are made while a rule is asked"
        pointer = pointer or Pointer()
        severity = self.severity_of(self.rule, self.rule.severities)
        if severity is None:
            return
        # without a field, the line of a page is what tells two findings of one rule apart
        told = passage or Passage(self.source)
        place = str(pointer) or f"{told.source.rpartition('/')[2]}:{told.line or ''}"
        yield Finding(
            rule=self.rule.name,
            severity=severity,
            variant=None,
            pointer=pointer,
            text=f"{pointer} {text}" if pointer else text,
            fingerprint=fingerprint_of(self.rule.name, self.source.rpartition("/")[2], place),
            location=self.locate(passage or self.describing(pointer)),
            hint=hint,
        )
