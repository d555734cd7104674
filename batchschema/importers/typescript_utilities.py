"""The types that TypeScript's own library makes from others: `Record`, `Partial`, `Pick` and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from batchschema.core import Null, Presence
from batchschema.importers.described import Described


def made_by(name: str, arguments: Sequence[Described]) -> Described | None:
    """What a type of the library says of its arguments; None for one that is none, or says no facts."""
    if name == "Date" and not arguments:
        # text in JSON; whether a day or a moment is not said
        return Described(("string",), null=Null.FORBIDDEN)
    if len(arguments) == 1 and name in OF_ONE:
        return OF_ONE[name](arguments[0])
    return OF_TWO[name](arguments[0], arguments[1]) if len(arguments) == 2 and name in OF_TWO else None


def _list(item: Described) -> Described:
    return Described(("array",), null=Null.FORBIDDEN, items=inside(item))


def _partial(given: Described) -> Described:
    return _with_presence(given, Presence.OPTIONAL)


def _required(given: Described) -> Described:
    return _with_presence(given, Presence.REQUIRED)


def _with_presence(given: Described, presence: Presence) -> Described:
    properties = {name: replace(part, presence=presence) for name, part in given.properties.items()}
    return replace(given, properties=properties)


def _not_null(given: Described) -> Described:
    return replace(given, null=Null.FORBIDDEN, presence=Presence.UNSTATED)


def _same(given: Described) -> Described:
    return given


def _record(keys: Described, value: Described) -> Described:
    """A map, or an object with named fields where the keys are listed."""
    if keys.values is None or keys.openness != "closed":
        return Described(("object",), null=Null.FORBIDDEN, values_of=inside(value))
    field = replace(value, presence=Presence.REQUIRED)
    return Described(("object",), null=Null.FORBIDDEN, properties={str(key): field for key in keys.values})


def _pick(given: Described, names: Described) -> Described | None:
    return _only(given, names, kept=True)


def _omit(given: Described, names: Described) -> Described | None:
    return _only(given, names, kept=False)


def _only(given: Described, names: Described, *, kept: bool) -> Described | None:
    if names.values is None:
        return None
    properties = {name: part for name, part in given.properties.items() if (name in names.values) == kept}
    return replace(given, properties=properties)


def inside(node: Described) -> Described:
    """An item or a map's value, which has no presence."""
    return replace(node, presence=Presence.UNSTATED)


OF_ONE: Mapping[str, Callable[[Described], Described]] = {
    "Array": _list,
    "ReadonlyArray": _list,
    "Partial": _partial,
    "Required": _required,
    "NonNullable": _not_null,
    "Readonly": _same,
}
OF_TWO: Mapping[str, Callable[[Described, Described], Described | None]] = {
    "Record": _record,
    "Pick": _pick,
    "Omit": _omit,
}
