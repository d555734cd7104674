"""Blocks of lines judged at once: most of a log is clean, and need not be looked at payload by payload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from batchschema.catalog import Choice
from batchschema.core import Variant
from batchschema.readers.json_text import names_twice

if TYPE_CHECKING:
    from batchschema.run.task import Task


class Clean(NamedTuple):
    """So many payloads that one variant finds clean."""

    variant: Variant
    choice: Choice | None
    """Why that variant; None where the user named it."""
    payloads: int


def clean_by(task: Task, values: Sequence[Any], text: bytes) -> Sequence[Clean] | None:
    """Who finds all these payloads clean, which together are `text`.

    None where that is not certain, or more is to be known of each payload than that it is clean.
    """
    if task.checker.follower is not None:
        return None
    found = _by_choice(task, values) if task.variants is None else _by_name(task, task.variants, values)
    if found is None:
        return None
    clean, keys = found
    return None if names_twice(text, keys) else clean


Found = tuple[Sequence[Clean], int]
"""What is clean by its values, and how many keys it has."""


def _by_name(task: Task, variants: Sequence[Variant], values: Sequence[Any]) -> Found | None:
    keys = 0
    for variant in variants:
        found = task.checker.judge(variant, task.policy).keys_of_clean(values)
        if found is None:
            return None
        keys = found
    if not task.named and variants[0].is_canonical and _choices(task, values) is None:
        return None
    return [Clean(variant, None, len(values)) for variant in variants], keys


def _by_choice(task: Task, values: Sequence[Any]) -> Found | None:
    """None too if the first is not clean: where one line deviates most do, and need not be looked at here."""
    chosen = _choices(task, values[:1])
    if chosen is None or _keys_of_clean(task, chosen) is None:
        return None
    chosen = _choices(task, values)
    keys = _keys_of_clean(task, chosen) if chosen is not None else None
    if chosen is None or keys is None:
        return None
    return [Clean(choice.variant, choice, len(payloads)) for choice, payloads in chosen.items()], keys


def _choices(task: Task, values: Iterable[Any]) -> Mapping[Choice, list[Any]] | None:
    """Payloads by what they are taken for; None if one is no batch job."""
    identify = task.checker.identifier.identify
    found: dict[Choice, list[Any]] = {}
    for value in values:
        choice = identify(value)
        if choice is None or not choice.near:
            return None
        found.setdefault(choice, []).append(value)
    return found


def _keys_of_clean(task: Task, chosen: Mapping[Choice, Sequence[Any]]) -> int | None:
    keys = 0
    for choice, payloads in chosen.items():
        found = task.checker.judge(choice.variant, task.policy).keys_of_clean(payloads)
        if found is None:
            return None
        keys += found
    return keys
