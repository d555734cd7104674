"""What to say of a value that is no batch job: where one stands inside it, or what it looks like."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice

from batchschema.core import Instance, Pointer, Position, Unreadable

DEEPEST = 3
"""Steps from the value down to a job."""
MOST = 200
"""Values that are looked at; a log may hold many that are no batch job."""
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def unknown_at(instance: Instance, is_batch: Callable[[object], bool], at: str | None) -> Unreadable:
    """That a value is no batch job, with what may help to have the right part judged."""
    where = f" at {instance.root}" if instance.root else ""
    location = instance.locate(Pointer())
    return Unreadable(
        "unknown-variant-fits",
        f"holds no batch job that the catalogue knows{where}",
        instance.source,
        Position(location.line or 1, location.column or 1),
        hint=hint_at(instance, is_batch, at),
    )


def hint_at(instance: Instance, is_batch: Callable[[object], bool], at: str | None) -> str | None:
    """What may help to have the right part judged; None where nothing is known of the value.

    `at` is the JSONPath that selected the value, if any did.
    """
    inside = job_inside(instance, is_batch, at)
    return inside or ("looks like an error response, not a job" if _is_error(instance.value) else None)


def job_inside(instance: Instance, is_batch: Callable[[object], bool], at: str | None) -> str | None:
    """Where a batch job stands inside a value that is none, and how it is reached; None for nowhere near."""
    for pointer, value in islice(_inside(instance.value), MOST):
        if isinstance(value, dict) and is_batch(value):
            found = instance.root + pointer
            hint = f"a batch job stands at {found}"
            whole = at is None and instance.exchange is None
            return f"{hint}; --at {_quoted(_path(found))} reads it" if whole else hint
    return None


def _inside(value: object) -> Iterator[tuple[Pointer, object]]:
    """The values inside one, the nearest first."""
    level = [(Pointer(), value)]
    for _ in range(DEEPEST):
        below: list[tuple[Pointer, object]] = []
        for pointer, parent in level:
            parts = (
                parent.items()
                if isinstance(parent, dict)
                else enumerate(parent)
                if isinstance(parent, list)
                else ()
            )
            for token, part in islice(parts, MOST):
                below.append((pointer / token, part))
                yield below[-1]
        level = below


def _path(pointer: Pointer) -> str:
    """A pointer as a JSONPath that takes every item of a list."""
    steps = ["$"]
    for token in pointer.tokens:
        if isinstance(token, int):
            steps.append("[*]")
        elif NAME.match(token):
            steps.append(f".{token}")
        else:
            steps.append(f"[{json.dumps(token, ensure_ascii=False)}]")
    return "".join(steps)


def _quoted(path: str) -> str:
    """As a shell takes it: a JSONPath always has a dollar in it."""
    return "'" + path.replace("'", "'\\''") + "'"


def _is_error(value: object) -> bool:
    """Whether a value has the form in which services answer that a call failed."""
    error = value.get("error") if isinstance(value, dict) else None
    return isinstance(error, (dict, str)) and bool(error)
