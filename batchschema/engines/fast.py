"""The default engine: jsonschema-rs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind

from batchschema.core import UnusableSchema, Violation
from batchschema.engines.settle import Report, settled, without_booleans, without_references


class FastEngine:
    """A schema compiled by jsonschema-rs, formats asserted, offline."""

    def __init__(self, schema: Mapping[str, Any] | bool, name: str) -> None:
        self._schema, self._name = schema, name
        try:
            self._validator = jsonschema_rs.validator_for(
                without_booleans(schema), validate_formats=True, offline=True
            )
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
            raise UnusableSchema(name, _reason(error)) from error

    def is_valid(self, value: object) -> bool:
        """Whether the value satisfies the schema."""
        try:
            return self._validator.is_valid(value)
        except ValueError as error:  # a value nested too deeply, which is the only thing it refuses
            raise RecursionError(str(error)) from error

    def violations(self, value: object) -> list[Violation]:
        """Every keyword that does not hold, sorted by place."""
        if _has_odd_key(value):
            from batchschema.engines import compiled

            return compiled(self._schema, engine="reference", name=self._name).violations(value)
        try:
            return settled(_report(error) for error in self._validator.iter_errors(value))
        except ValueError as error:
            raise RecursionError(str(error)) from error


def _has_odd_key(value: object) -> bool:
    """Whether a key is empty or all digits: jsonschema-rs 0.60 leaves the one out of paths, and takes the
    other for an index.
    """
    if isinstance(value, dict):
        return any(not key or key.isdigit() for key in value) or any(map(_has_odd_key, value.values()))
    return isinstance(value, list) and any(map(_has_odd_key, value))


def _report(error: jsonschema_rs.ValidationError) -> Report:
    kind = error.kind
    keyword = kind.name
    keys: tuple[str, ...] = ()
    expected: object = None
    branches: tuple[tuple[Report, ...], ...] = ()
    path = without_references(error.evaluation_path)
    place = tuple(error.instance_path)
    match kind:
        case Kind.Required():
            keys = (kind.property,)
            keyword = str(path[-1])
        case Kind.AdditionalProperties():
            keys = tuple(kind.unexpected)
        case Kind.UnevaluatedProperties() | Kind.UnevaluatedItems():
            pass  # jsonschema does not say which; the place is the whole container for both
        case Kind.PropertyNames():
            inner = kind.error
            keys = (str(inner.instance),)
            expected = _expected(inner.kind)
            path = path if path[-1] != "propertyNames" else (*path, inner.kind.name)
        case Kind.AnyOf() | Kind.OneOfNotValid():
            branches = tuple(tuple(_report(part) for part in branch) for branch in kind.context)
        case Kind.Contains():
            keyword = str(path[-1])  # where it is minContains or maxContains that does not hold
        case _:
            expected = _expected(kind)
    return Report(keyword, place, path, expected, keys, branches)


def _expected(kind: Kind) -> object:
    values = kind.as_dict()
    return next(iter(values.values()), None)


def _reason(error: Exception) -> str:
    """The first line of jsonschema-rs's own words, with the place in the schema."""
    first, _, rest = str(error).partition("\n")
    where = [line.strip() for line in rest.splitlines() if line.startswith("On instance[")]
    return first + (f" at {where[0][len('On instance') :].rstrip(':')}" if where else "")
