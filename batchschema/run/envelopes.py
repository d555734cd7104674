"""What larger payloads wrap batch jobs in: a list of them, or an object around a single one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Path = tuple[str | int, ...]
MANY = "*"


def unwrapped(
    value: dict[str, Any], envelopes: Sequence[tuple[str, ...]], is_batch: Callable[[object], bool]
) -> list[tuple[Path, Any]] | None:
    """The jobs inside an object and where each is; None when the object wraps none.

    An object that is a batch job itself wraps none. Whatever a list envelope holds is taken for jobs; under a
    name such as `metadata` anything may lie, so there one of the parts must be known as a job.
    """
    for tokens in envelopes:
        if tokens[0] not in value:
            continue
        found = list(_parts(value, tokens, ()))
        if MANY in tokens and value[tokens[0]] == []:
            wraps = True
        elif tokens[-1] == MANY:
            wraps = bool(found)
        else:
            wraps = any(isinstance(part, dict) and is_batch(part) for _, part in found)
        if wraps and not is_batch(value):
            return found
    return None


def _parts(value: Any, tokens: Sequence[str], path: Path) -> Iterator[tuple[Path, Any]]:
    if not tokens:
        yield path, value
    elif tokens[0] == MANY and isinstance(value, list):
        for index, part in enumerate(value):
            yield from _parts(part, tokens[1:], (*path, index))
    elif isinstance(value, dict) and tokens[0] in value:
        yield from _parts(value[tokens[0]], tokens[1:], (*path, tokens[0]))
