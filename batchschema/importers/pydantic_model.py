"""Pydantic models, by `module:Class`: the JSON Schema that the installed pydantic derives from them."""

from __future__ import annotations

import importlib
import json
import os
import sys
import warnings
from dataclasses import replace
from typing import Any

from batchschema.core.instance import Passage
from batchschema.importers.attribute_docs import docs_of
from batchschema.importers.doubt import Doubt, UnknownRoot, UnreadableDocument
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
            raise UnknownRoot(module_name, class_name, _classes_of(found))
        found = getattr(found, part)
    if not isinstance(found, type):
        raise UnreadableDocument(name, "is no class")
    schema, refused = _schema_of(name, found)
    from hashlib import sha256

    digest = sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()
    documented, _ = _schema_of(name, found, with_docs=True)
    imported = folded(name, digest, _as_meant(documented), NOTATION, None)
    doubts = tuple(Doubt("unparsed-type-notation", f"{why}; left open", Passage(name)) for why in refused)
    return replace(imported, doubts=(*imported.doubts, *doubts))


def _classes_of(found: Any) -> list[str]:
    """The names of a module's classes, those among them that it only imports when it is asked."""
    named = vars(found)
    return [word for word in dir(found) if isinstance(named.get(word, type), type) and word[:1].isupper()]


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


def _schema_of(name: str, model: Any, *, with_docs: bool = False) -> tuple[dict[str, Any], list[str]]:
    """What pydantic derives, and which types it refused.

    `with_docs`, the sentences under the fields become their descriptions.
    """
    refused: dict[str, None] = {}
    try:
        import pydantic
        from pydantic.json_schema import GenerateJsonSchema
    except ImportError as error:
        raise UnreadableDocument(name, "needs pydantic, which is not installed") from error

    class Tolerant(GenerateJsonSchema):
        """Leaves a field open whose type is no JSON (a client, a callback) instead of giving up the model."""

        def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> dict[str, Any]:
            refused[f"no JSON Schema can describe {error_info}"] = None
            return {}

        def dict_schema(self, schema: Any) -> dict[str, Any]:
            out = super().dict_schema(schema)
            if not {"additionalProperties", "patternProperties"} & {*out}:
                out["additionalProperties"] = True  # what pydantic says itself from 2.11 on
            return out

    class Documented(Tolerant):
        def model_schema(self, schema: Any) -> dict[str, Any]:
            out = super().model_schema(schema)
            docs, fields = docs_of(schema["cls"]), schema["cls"].model_fields
            for field, text in docs.items():
                key = fields[field].validation_alias or field if field in fields else field
                if isinstance(key, str) and key in out.get("properties", {}):
                    out["properties"][key].setdefault("description", text)
            return out

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schema: dict[str, Any] = pydantic.TypeAdapter(model).json_schema(
                schema_generator=Documented if with_docs else Tolerant
            )
    except Exception as error:
        reason = str(error).partition("\n")[0]
        raise UnreadableDocument(name, f"is no model that pydantic can describe: {reason}") from error
    return schema, list(refused)


def _as_meant(part: Any) -> Any:
    """The schema without what is pydantic's way of putting things and no statement about the object.

    `extra="allow"` is how a class takes fields from the future; it documents none. A `Literal` beside `Any`
    is how Fern's generator writes an open list of words; pydantic describes that `Any` as any value.
    """
    if isinstance(part, list):
        return [_as_meant(each) for each in part]
    if not isinstance(part, dict):
        return part
    out = {word: _as_meant(child) for word, child in part.items()}
    if out.get("additionalProperties") is True and out.get("properties"):
        del out["additionalProperties"]
    members = out.get("anyOf")
    if isinstance(members, list) and any(_is_words(member) for member in members):
        out["anyOf"] = [{"type": "string"} if member == {} else member for member in members]
    return out


def _is_words(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "string" and bool({"enum", "const"} & {*schema})
