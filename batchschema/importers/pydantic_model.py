"""Pydantic models, by `module:Class`: the JSON Schema that the installed pydantic derives from them."""

from __future__ import annotations

import importlib
import json
import os
import sys
import warnings
from typing import Any

from batchschema.importers.doubt import UnknownRoot, UnreadableDocument
from batchschema.importers.imported import Imported
from batchschema.importers.json_schema import folded

NOTATION = "pydantic"


def import_model(name: str) -> Imported:
    """Import a module, as Python would from this folder, and read the facts of one of its models."""
    module_name, _, class_name = name.partition(":")
    if not class_name:
        raise UnreadableDocument(name, "names no model: write `module:Class`")
    found: Any = _module(name, module_name)
    for part in class_name.split("."):
        if not hasattr(found, part):
            known = [word for word, value in vars(found).items() if isinstance(value, type)]
            raise UnknownRoot(module_name, class_name, known)
        found = getattr(found, part)
    if not isinstance(found, type):
        raise UnreadableDocument(name, "is no class")
    schema = _schema_of(name, found)
    from hashlib import sha256

    digest = sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()
    return folded(name, digest, schema, NOTATION, None)


def _module(name: str, module_name: str) -> Any:
    here = os.getcwd()
    added = here not in sys.path
    if added:
        sys.path.append(here)
    try:
        return importlib.import_module(module_name)
    except ImportError as error:
        raise UnreadableDocument(name, f"cannot be imported: {error}") from error
    except Exception as error:
        raise UnreadableDocument(
            name, f"failed while it was imported: {type(error).__name__}: {error}"
        ) from error
    finally:
        if added:
            sys.path.remove(here)


def _schema_of(name: str, model: Any) -> dict[str, Any]:
    try:
        import pydantic
    except ImportError as error:
        raise UnreadableDocument(name, "needs pydantic, which is not installed") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schema: dict[str, Any] = pydantic.TypeAdapter(model).json_schema()
    except Exception as error:
        reason = str(error).partition("\n")[0]
        raise UnreadableDocument(name, f"is no model that pydantic can describe: {reason}") from error
    return schema
