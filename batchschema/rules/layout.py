"""Where one variant has what its vendor's lifecycle speaks of, and what is read there."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from batchschema.core import (
    Documented,
    Field,
    Finding,
    Instance,
    Pointer,
    Rule,
    Severity,
    Shape,
    Variant,
    fingerprint_of,
)
from batchschema.core.lifecycle import Lifecycle, places_of
from batchschema.core.poll import Poll, Value, moment_of
from batchschema.rules.case import ABSENT, value_at


@dataclass(frozen=True, slots=True)
class Layout:
    """Where one variant has the concepts that its vendor's lifecycle speaks of."""

    variant: Variant
    shape: Shape
    lifecycle: Lifecycle
    places: Mapping[str, tuple[Pointer, Field]] = field(init=False)
    """By concept."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", places_of(self.shape))

    def finding(
        self, rule: Rule, severity: Severity, concept: str, text: str, hint: str | None = None
    ) -> Finding:
        """What a rule says of one concept, without its place in a source."""
        pointer, node = self.places[concept]
        starred = self.shape.starred(pointer)
        return Finding(
            rule=rule.name,
            severity=severity,
            variant=self.variant.id,
            pointer=pointer,
            text=text,
            fingerprint=fingerprint_of(rule.name, self.variant.id, starred),
            documented=Documented.of(node),
            hint=hint,
            field=starred,
        )

    def unsettled(self, instance: Instance) -> frozenset[Pointer]:
        """Places where a printed object says None, which may stand for null or for nothing."""
        if instance.document is None or not instance.document.unsettled:
            return frozenset()
        return frozenset(place for place, _ in self.places.values() if instance.is_unsettled(place))

    def poll(self, instance: Instance, spoiled: frozenset[Pointer]) -> tuple[str, Poll] | None:
        """The job's id and what is kept of this look at it; None where no id tells which job it is."""
        if "id" not in self.places:
            return None
        job = instance.value_at(self.places["id"][0])
        if not isinstance(job, str) or not job:
            return None
        values: list[Value] = []
        for concept in self.lifecycle.followed:
            pointer = self.places[concept][0] if concept in self.places else None
            found = ABSENT if pointer is None else read(instance, pointer)
            values.append(... if found is ABSENT else "" if pointer in spoiled else _kept(found))
        exchange = instance.document.exchange if instance.document is not None else None
        recorded = moment_of(exchange.at, None) if exchange is not None else None
        return job, Poll(self.variant.id, instance.source, instance.root, recorded, tuple(values))

    def located(self, poll: Poll, instance: Instance) -> Poll:
        """A look with its places, which take longer to find than its values."""
        where = instance.locate(Pointer())
        places = array("L", [where.line or 0, where.column or 0])
        for concept, value in zip(self.lifecycle.followed, poll.values, strict=True):
            at = instance.locate(self.places[concept][0]) if value is not ... else None
            places.extend((at.line or 0, at.column or 0) if at is not None else (0, 0))
        return replace(poll, places=places)


def read(instance: Instance, pointer: Pointer) -> Any:
    """The value at a place in wire names, or `ABSENT`."""
    return value_at(instance.value, instance.spelling_of(pointer))


def is_something(value: Any) -> bool:
    """False for what is absent, null or empty, and for an object with nothing but empty lists in it."""
    if isinstance(value, dict):
        lists = [part for part in value.values() if isinstance(part, list)]
        return any(lists) if lists else bool(value)
    return value is not ABSENT and value not in (None, "", [])


def _kept(value: Any) -> Value:
    """What is small enough to be kept: of an object, whether there is one."""
    if isinstance(value, list):
        return tuple(value) if all(isinstance(part, str) for part in value) else True
    return is_something(value) if isinstance(value, dict) else value
