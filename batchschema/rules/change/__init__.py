"""Rules that name the differences between two documented shapes; witnesses decide whom they break.

Each module declares `names(change)`, what it predicts for the two readers (`PREDICTS`: the reader of the
before fed with the after, then the reverse), and `MIRROR`, the rule that names the same change seen from
the other side, or the reason why there is none.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from types import ModuleType
from typing import Any

from batchschema.core.change import Change, is_within
from batchschema.core.facts import JSON_TYPES

FALLBACK = "undescribed-difference"


@functools.cache
def modules() -> dict[str, ModuleType]:
    """Every change rule's module by its name."""
    found = sorted(info.name for info in pkgutil.iter_modules(__path__))
    return {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}") for name in found}


def name_of(change: Change) -> str:
    """The one rule that names a change; silence is named before what is silent."""
    named = [name for name, module in modules().items() if module.names(change)]
    silent = [name for name in named if name.startswith("fact-")]
    return next(iter(silent or named), FALLBACK)


def covered_types(types: Any) -> frozenset[str]:
    """The types a statement lets through; all of them where it states none; an integer is a number."""
    if types is None:
        return frozenset(JSON_TYPES)
    return frozenset([*types, *(["integer"] if "number" in types else [])])


def looser(change: Change, one: Any, other: Any) -> bool:
    """Whether the other bound lets through all that the one does."""
    return is_within(change.keyword or "", one, other)
