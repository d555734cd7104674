"""What may stand under each key; each check takes a value as TOML has it and gives what it means."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from batchschema.config.place import Place
from batchschema.core.errors import suggestion

Check = Callable[[Any, Place], Any]
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Wrong(Exception):
    """A value is not what its key takes; `place` is where, from the table's top."""

    def __init__(self, place: Place, text: str) -> None:
        self.place, self.text = place, text
        super().__init__(text)


def text(value: Any, place: Place) -> str:
    """Any text that is not blank."""
    if not isinstance(value, str):
        raise Wrong(place, f"{_named(place)} is not a string")
    if not value.strip():
        raise Wrong(place, f"{_named(place)} is empty")
    return value


def texts(value: Any, place: Place) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise Wrong(place, f"{_named(place)} is not a list of strings")
    for index, each in enumerate(value):
        if not isinstance(each, str):
            raise Wrong((*place, index), f"{_named(place)} is not a list of strings")
        text(each, (*place, index))
    return tuple(value)


def some_texts(value: Any, place: Place) -> tuple[str, ...]:
    """A list of one text or more."""
    if value == []:
        raise Wrong(place, f"{_named(place)} is empty")
    return texts(value, place)


def one_of(*words: str) -> Check:
    """One of some words."""

    def check(value: Any, place: Place) -> str:
        if not isinstance(value, str) or value not in words:
            near = suggestion(value, words) if isinstance(value, str) else "."
            raise Wrong(place, f"{_named(place)} is not one of {', '.join(words)}{near}")
        return value

    return check


def pointer(value: Any, place: Place) -> str:
    """A JSON Pointer with `*` for any index or key."""
    if not text(value, place).startswith("/"):
        raise Wrong(place, f"{_named(place)} is not a JSON Pointer, such as /errors/*/message")
    return str(value)


def date(value: Any, place: Place) -> datetime.date:
    """A day, as TOML writes it or as text."""
    if type(value) is datetime.date:
        return value
    try:
        return datetime.datetime.strptime(value if DAY.fullmatch(value) else "", "%Y-%m-%d").date()
    except (TypeError, ValueError):
        raise Wrong(place, f"{_named(place)} is not a date, such as 2027-01-31") from None


def table_of(check: Check, *, what: str) -> Check:
    """A table whose keys are free; `what` it maps to what, for the message."""

    def check_table(value: Any, place: Place) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Wrong(place, f"{_named(place)} is not a table of {what}")
        out = {}
        for key, part in value.items():
            if not key.strip():
                raise Wrong((*place, key), f"{_named(place)} is a table of {what}, and one key is empty")
            try:
                out[key] = check(part, (*place, key))
            except Wrong as error:
                raise Wrong(error.place, f"{_named(place)} is not a table of {what}: {error.text}") from None
        return out

    return check_table


def record(keys: Mapping[str, Check], *, required: Mapping[str, str]) -> Check:
    """A table with these keys; `required` says why each of those has to be there."""

    def check(value: Any, place: Place) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Wrong(place, f"{_named(place)} is not a table")
        out = {}
        for key, part in value.items():
            if key not in keys:
                raise Wrong((*place, key), f"{_named(place)} has no key `{key}`{suggestion(key, keys)}")
            out[key] = keys[key](part, (*place, key))
        for key, why in required.items():
            if key not in out:
                raise Wrong(place, f"{_named(place)} has no `{key}`: {why}")
        return out

    return check


def tables(check: Check) -> Check:
    """An array of tables."""

    def check_all(value: Any, place: Place) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Wrong(place, f"{_named(place)} is not an array of tables: write [[{place[-1]}]]")
        return tuple(check(part, (*place, index)) for index, part in enumerate(value))

    return check_all


def _named(place: Place) -> str:
    """A place as it is called in messages: a dotted key, array indices left out."""
    words = [str(word) for word in place if not isinstance(word, int)]
    return f"`{'.'.join(words)}`" if words else "the configuration"
