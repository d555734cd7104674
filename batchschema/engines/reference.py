"""The arbiter of meaning: jsonschema, pure Python, slower."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema
import referencing
import referencing.exceptions
from jsonschema.exceptions import ValidationError
from jsonschema.validators import validator_for

from batchschema.core import UnusableSchema, Violation
from batchschema.engines.settle import Report, settled, without_booleans, without_references

EXCLUSIVE = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}


class ReferenceEngine:
    """A schema compiled by jsonschema, formats asserted, with an empty registry."""

    def __init__(self, schema: Any, name: str) -> None:
        draft = validator_for(schema, default=jsonschema.Draft202012Validator)
        try:
            draft.check_schema(schema, format_checker=draft.FORMAT_CHECKER)  # type: ignore[call-arg]
        except jsonschema.SchemaError as error:
            raise UnusableSchema(name, f"{error.message} at {error.json_path}") from error
        self._name = name
        self._validator = draft(
            without_booleans(schema),
            format_checker=draft.FORMAT_CHECKER,
            registry=referencing.Registry(),
        )
        try:
            self.is_valid(None)
        except RecursionError as error:
            raise UnusableSchema(name, "refers to itself without end") from error

    def is_valid(self, value: Any) -> bool:
        """Whether the value satisfies the schema."""
        return next(self._errors(value), None) is None

    def violations(self, value: Any) -> list[Violation]:
        """Every keyword that does not hold, sorted by place."""
        return settled(_report(error) for error in self._errors(value))

    def _errors(self, value: Any) -> Iterator[ValidationError]:
        try:
            yield from self._validator.iter_errors(value)
        except referencing.exceptions.Unresolvable as error:
            raise UnusableSchema(self._name, f"reference {error.ref!r} leads nowhere") from error


def _report(error: ValidationError) -> Report:
    keyword = str(error.validator)
    value: Any = error.validator_value
    instance: Any = error.instance
    place, path = tuple(error.absolute_path), without_references(error.absolute_schema_path)
    keys: tuple[str, ...] = ()
    expected: object = value
    branches: tuple[tuple[Report, ...], ...] = ()
    if "propertyNames" in error.schema_path and isinstance(error.instance, str):
        keyword, keys = "propertyNames", (error.instance,)
    elif keyword == "required":
        keys, expected = tuple(name for name in value if name not in instance), None
    elif keyword in ("dependentRequired", "dependencies"):
        lists = [names for key, names in value.items() if key in instance and isinstance(names, list)]
        asked = [name for names in lists for name in names]
        keys, expected = tuple(name for name in asked if name not in instance), None
    elif keyword == "additionalProperties" and not isinstance(value, Mapping):
        keys, expected = _unexpected(error), None
    elif keyword in ("unevaluatedProperties", "unevaluatedItems"):
        expected = None
    elif keyword in ("anyOf", "oneOf") and error.context:
        branches = tuple(
            tuple(_report(part) for part in error.context if part.schema_path[0] == index)
            for index in range(len(value))
        )
    elif keyword in ("minContains", "maxContains"):
        path = (*path[:-1], keyword)
    elif keyword in EXCLUSIVE and _is_flagged(error, EXCLUSIVE[keyword]):
        keyword, path = EXCLUSIVE[keyword], (*path[:-1], EXCLUSIVE[keyword])
    elif keyword == "type":
        expected = [value] if isinstance(value, str) else value
    return Report(keyword, place, path, expected, keys, branches)


def _is_flagged(error: ValidationError, exclusive: str) -> bool:
    """Whether a bound is broken by its draft 4 flag alone: the value is the bound."""
    schema: Any = error.schema
    return schema.get(exclusive) is True and error.instance == error.validator_value


def _unexpected(error: ValidationError) -> tuple[str, ...]:
    """The keys that no `properties` or `patternProperties` of this schema object names."""
    import re

    schema: Any = error.schema
    instance: Any = error.instance
    named = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    return tuple(
        key
        for key in instance
        if key not in named and not any(re.search(pattern, key) for pattern in patterns)
    )
