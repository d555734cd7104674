"""Lets jsonschema be imported without the grammars that only IRIs need.

`rfc3987_syntax`, which jsonschema imports for the formats `iri` and `iri-reference`, builds 38 grammars as it
is imported: a second, for what hardly a schema uses. jsonschema gets a stand-in that imports it when an IRI
comes.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

GRAMMARS = "rfc3987_syntax"


def import_jsonschema() -> None:
    """Import jsonschema quickly; does nothing where somebody has imported it already."""
    if "jsonschema" in sys.modules or GRAMMARS in sys.modules or find_spec(GRAMMARS) is None:
        return
    stand_in: Any = ModuleType(GRAMMARS)
    stand_in.is_valid_syntax = _is_valid_syntax
    sys.modules[GRAMMARS] = stand_in
    try:
        import jsonschema  # noqa: F401
    finally:
        del sys.modules[GRAMMARS]


def _is_valid_syntax(rule: str, text: str) -> bool:
    from rfc3987_syntax import is_valid_syntax  # type: ignore[import-untyped]

    return bool(is_valid_syntax(rule, text))
