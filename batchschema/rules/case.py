"""What a rule may know about one payload."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from batchschema.core import (
    Documented,
    Field,
    Finding,
    Instance,
    Null,
    Pointer,
    Rule,
    Severities,
    Severity,
    Shape,
    Variant,
    Violation,
    fingerprint_of,
)


class _Absent:
    """The value of a place where there is nothing, not even null."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a payload with everything that is wrong there."""

    pointer: Pointer
    value: Any
    field: Field | None
    """What the document says of this place; None where it does not describe it."""
    violations: tuple[Violation, ...] = ()

    def has(self, *keywords: str) -> bool:
        """Whether one of these keywords does not hold here."""
        return any(violation.keyword in keywords for violation in self.violations)

    def expected(self, keyword: str) -> Any:
        """What the schema asks for by this keyword; None when it holds."""
        return next((each.expected for each in self.violations if each.keyword == keyword), None)

    @property
    def types(self) -> tuple[str, ...]:
        """The documented types, null aside: the field's, or those the violated keyword names."""
        if self.field is not None and self.field.types is None and self.field.null is Null.UNSTATED:
            return ()  # no type is stated; the violation is about null alone
        stated = self.field.types if self.field is not None else None
        expected = self.expected("type") or ()
        names = stated or ((expected,) if isinstance(expected, str) else tuple(expected))
        return tuple(name for name in names if name != "null")

    @property
    def documented_as(self) -> str:
        """The documented types in words."""
        words = " or ".join(self.types) or "any value"
        if self.field is not None and self.field.format:
            words += f" ({self.field.format})"
        return words


@dataclass(slots=True)
class Case:
    """One payload against one variant: the places where something is wrong, and who claimed them."""

    instance: Instance
    variant: Variant
    shape: Shape
    violations: Sequence[Violation]
    severity_of: Callable[[Rule, Severities], Severity | None]
    documented_by: Callable[[Pointer], Sequence[Variant]] = lambda _: ()
    """Other variants that document a field, by its place."""
    looks_like: Callable[[], str | None] = lambda: None
    """The id of the catalogue's variant that comes nearest."""
    style: str = "wire"
    """How the source spells the keys: `wire`, `sdk` or `mixed`."""
    rule: Rule | None = None
    """The rule that is being asked."""
    _claimed: set[Pointer] = field(default_factory=set)
    _closed: bool = False
    _places: dict[Pointer, Place] = field(default_factory=dict)
    _numbers: list[Place] | None = None
    """Looked for once a rule asks."""

    def __post_init__(self) -> None:
        grouped: dict[Pointer, list[Violation]] = {}
        for violation in self.violations:
            grouped.setdefault(violation.pointer, []).append(violation)
        self._places = {pointer: self.place(pointer, tuple(group)) for pointer, group in grouped.items()}

    def place(self, pointer: Pointer, violations: tuple[Violation, ...] = ()) -> Place:
        """Any place of the payload, with what the document says of it."""
        return Place(pointer, value_at(self.instance.value, pointer), self.shape.at(pointer), violations)

    def places(self, *keywords: str) -> Iterator[Place]:
        """The places nobody has claimed where one of these keywords (or, with none given, any) fails."""
        for pointer, place in self._places.items():
            if not self.is_claimed(pointer) and (not keywords or place.has(*keywords)):
                yield place

    def is_claimed(self, pointer: Pointer) -> bool:
        """Whether a rule has already spoken about this place."""
        return self._closed or pointer in self._claimed

    def close(self) -> None:
        """Claim every place: what has been said of the payload is all there is to say."""
        self._closed = True

    def numbers(self) -> Sequence[Place]:
        """Every place below the root where the payload has a number and the document describes something."""
        if self._numbers is None:
            self._numbers = [*_numbers(self.instance.value, self.shape.root, Pointer())]
        return self._numbers

    def finding(
        self,
        place: Place,
        text: str,
        *,
        claims: Iterable[Place] = (),
        hint: str | None = None,
        severities: Severities | None = None,
    ) -> Iterator[Finding]:
        """Claim the place (and `claims`) and say what is wrong there; silent when the rule is off.

        `severities` are for a finding that is better or worse than the rule's usual ones.
        """
        assert self.rule is not None, "findings are made while a rule is asked"
        self._claimed.add(place.pointer)
        self._claimed.update(other.pointer for other in claims)
        severity = self.severity_of(self.rule, severities or self.rule.severities)
        if severity is None:
            return
        starred = self.shape.starred(place.pointer)
        yield Finding(
            rule=self.rule.name,
            severity=severity,
            variant=self.variant.id,
            pointer=place.pointer,
            text=text,
            fingerprint=fingerprint_of(self.rule.name, self.variant.id, starred),
            documented=Documented.of(place.field) if place.field is not None else None,
            hint=hint,
            field=starred,
        )


def value_at(value: Any, pointer: Pointer) -> Any:
    """The value at a place, or `ABSENT`."""
    for token in pointer.tokens:
        try:
            value = value[token]
        except (KeyError, IndexError, TypeError):
            return ABSENT
    return value


def _numbers(value: Any, node: Field, pointer: Pointer) -> Iterator[Place]:
    parts: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    for token, part in parts:
        child = node.child(token)
        if child is None:
            continue
        if isinstance(part, (dict, list)):
            yield from _numbers(part, child, pointer / token)
        elif isinstance(part, (int, float)) and not isinstance(part, bool):
            yield Place(pointer / token, part, child)
