"""Rules that judge what a real class or program did with a payload, beside what its document states.

A case is one payload that was put to the target, what the document states against it, and what came back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from batchschema.core import (
    Documented,
    Field,
    Finding,
    Null,
    Rule,
    Severities,
    Shape,
    Variant,
    Violation,
    fingerprint_of,
)
from batchschema.core.pointer import Pointer
from batchschema.rules.case import ABSENT, value_at
from batchschema.rules.words import json_type


class Difference(Protocol):
    """One place that came back other than it was sent."""

    @property
    def kind(self) -> str:
        """`null-lost`, `value-lost`, `filled`, `renamed`, `type`, `value`, `spelling` or `order`."""

    @property
    def pointer(self) -> Pointer:
        """The place, in the payload's own names."""

    @property
    def before(self) -> object:
        """What was sent; nothing for what was filled in."""

    @property
    def after(self) -> object:
        """What came back; nothing for what was lost."""


@dataclass(slots=True)
class ProbeCase:
    """One payload, what the document states against it, and what the target made of it."""

    payload: object
    variant: Variant
    shape: Shape
    forbidden: Sequence[Violation]
    """What the document's stated facts say against the payload; empty for one that contradicts nothing."""
    allowed: bool
    """Whether the payload is allowed whatever silence means: no undocumented key, no unstated null."""
    outcome: str
    """`accepted`, `rejected`, `raised`, or `silence`, `death`, `garbage` where no verdict came."""
    said: str = ""
    """The target's own words about a refusal or a failure."""
    exception: str = ""
    """The name of the exception for `raised`."""
    blame: Pointer = Pointer()
    """What a refusal or a failure is due to."""
    differences: Sequence[Difference] = ()
    rule: Rule | None = None
    """The rule that is being asked."""

    def value(self, pointer: Pointer) -> Any:
        """What was sent at a place, or `ABSENT`."""
        return value_at(self.payload, pointer)

    def field(self, pointer: Pointer) -> Field | None:
        """What the document says of a place; None where it says nothing."""
        return self.shape.at(pointer)

    def is_documented(self, pointer: Pointer) -> bool:
        """Whether the document names the field, or says that the object around it is a map of free keys.

        A page without fields, to which an object's type links, says nothing about keys.
        """
        parent = self.shape.at(pointer.parent)
        if parent is None or not parent.is_map:
            return self.shape.at(pointer) is not None
        values = parent.values_of.types if parent.values_of is not None else None
        return bool(values) or parent.as_written is None or "any" in parent.as_written.lower()

    def null_at(self, pointer: Pointer) -> Null:
        """What the document says of null at a place."""
        field = self.shape.at(pointer)
        return field.null if field is not None else Null.UNSTATED

    def is_forbidden_at(self, pointer: Pointer) -> bool:
        """Whether the document says something against what was sent here, around here or below."""
        here = pointer.tokens
        return any(
            place[: len(here)] == here[: len(place)]
            for place in (violation.pointer.tokens for violation in self.forbidden)
        )

    def documented_as(self, pointer: Pointer) -> str:
        """The documented types of a place, in words."""
        field = self.shape.at(pointer)
        words = " or ".join(field.types or ()) if field is not None else ""
        return (words or "anything") + (f" ({field.format})" if field is not None and field.format else "")

    def written_as(self, pointer: Pointer) -> str:
        """How the document itself writes the type of a place, as a hint."""
        field = self.shape.at(pointer)
        return f"the document writes `{field.as_written}`" if field is not None and field.as_written else ""

    def finding(
        self,
        pointer: Pointer,
        text: str,
        *,
        kind: str,
        hint: str | None = None,
        severities: Severities | None = None,
    ) -> Iterator[Finding]:
        """Say something about a place; findings of one rule, field and `kind` of fact are one finding."""
        assert self.rule is not None, "findings are made while a rule is asked"
        severity = (severities or self.rule.severities).documented
        if severity is None:
            return
        field = self.shape.at(pointer)
        value = self.value(pointer)
        yield Finding(
            rule=self.rule.name,
            severity=severity,
            variant=self.variant.id,
            pointer=pointer,
            text=text,
            fingerprint=fingerprint_of(self.rule.name, self.variant.id, f"{self._starred(pointer)} {kind}"),
            documented=Documented.of(field) if field is not None else None,
            hint=hint,
            value=None if value is ABSENT else value,
        )

    def _starred(self, pointer: Pointer) -> str:
        """The field: indices and the keys of maps starred; below an undocumented key, all is one."""
        kept = []
        for length, token in enumerate(pointer.tokens):
            parent = self.shape.at(Pointer(pointer.tokens[:length]))
            if parent is None:
                break
            is_free = isinstance(token, int) or parent.child(token) is None or parent.is_map
            is_given = length == len(pointer.tokens) - 1 and self._is_filled(pointer)
            kept.append("*" if is_free and not is_given else token)
        return str(Pointer(tuple(kept)))

    def _is_filled(self, pointer: Pointer) -> bool:
        return any(each.kind == "filled" and each.pointer == pointer for each in self.differences)


def words_for(value: object) -> str:
    """The JSON type of a value with its article; text that spells a number or a boolean is told apart."""
    if isinstance(value, str):
        spelled = value.strip().lower()
        if spelled.lstrip("-").replace(".", "", 1).isdigit() and spelled.isascii():
            return "a number written as a string"
        if spelled in ("true", "false"):
            return "a boolean written as a string"
    return json_type(value)
