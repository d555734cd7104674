"""Check LLM batch-job payloads against what a vendor's document states, and where it is silent.

>>> import batchschema
>>> findings = batchschema.check({"id": "b"}, "mistral/python-sdk@1.2.0")
>>> findings[0].rule, str(findings[0].pointer)
('missing-required-field', '/completed_requests')
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from batchschema.api import check as check
    from batchschema.api import check_history as check_history
    from batchschema.catalog import load as load
    from batchschema.core import BatchschemaError as BatchschemaError
    from batchschema.core import Finding as Finding
    from batchschema.core import Null as Null
    from batchschema.core import Presence as Presence
    from batchschema.core import Severity as Severity
    from batchschema.core import Variant as Variant
    from batchschema.run.generate import boundary as boundary
    from batchschema.run.generate import from_schema as from_schema
    from batchschema.run.generate import histories as histories
    from batchschema.run.generate import near_misses as near_misses
    from batchschema.run.generate import payloads as payloads


__version__ = "0.1.0"

_HOMES = {
    "BatchschemaError": "batchschema.core",
    "Finding": "batchschema.core",
    "Null": "batchschema.core",
    "Presence": "batchschema.core",
    "Severity": "batchschema.core",
    "Variant": "batchschema.core",
    "boundary": "batchschema.run.generate",
    "check": "batchschema.api",
    "check_history": "batchschema.api",
    "from_schema": "batchschema.run.generate",
    "histories": "batchschema.run.generate",
    "load": "batchschema.catalog",
    "near_misses": "batchschema.run.generate",
    "payloads": "batchschema.run.generate",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'batchschema' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
