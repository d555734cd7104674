"""The source of pydantic models: a class an object, wire names as aliases, defaults for what is optional."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.renderers.prose import prose

Part = dict[str, Any]
SCALARS = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "object": "Dict[str, Any]",
}
FORMATS = {"uuid": "UUID", "date-time": "datetime", "date": "date", "uri": "AnyUrl"}
HEAD = """\
from __future__ import annotations

from datetime import date, datetime
from typing import Any, Dict, List, Literal, Optional, Union
from uuid import UUID

from pydantic import AnyUrl, BaseModel, ConfigDict, Field

UNSET = "~?~unset~?~sentinel~?~"  # what Speakeasy's models have for a field that is absent
"""


def pydantic_model(schema: Part, folder: Path, module: str) -> str:
    """Write a module; `module:Class` of the root."""
    source = _Source()
    source.model(schema, schema["title"])
    (folder / f"{module}.py").write_text("\n\n".join([HEAD, *source.classes]) + "\n", encoding="utf-8")
    return f"{module}:{schema['title']}"


class _Source:
    def __init__(self) -> None:
        self.classes: list[str] = []

    def model(self, part: Part, name: str) -> str:
        """Write the class of an object, after those that it mentions; its name."""
        lines = [f"class {name}(BaseModel):", "    model_config = ConfigDict(protected_namespaces=())"]
        for index, (key, field) in enumerate(part.get("properties", {}).items()):
            arguments = [f"alias={key!r}", *_default(field)]
            arguments += ["deprecated=True"] if field.get("deprecated") else []
            kind = self.type_of(field, f"{name}{key.title()}")
            lines.append(f"    f{index}: {kind} = Field({', '.join(arguments)})")
            if text := prose(field):
                lines.append(f'    """{text}"""')
        self.classes.append("\n".join(lines))
        return name

    def type_of(self, part: Part, name: str) -> str:
        types = part.get("type")
        if types is None:
            return "Any"
        names = [word for word in ([types] if isinstance(types, str) else types) if word != "null"]
        found = [self.of_name(word, part, "".join(filter(str.isalnum, name))) for word in names]
        whole = found[0] if len(found) == 1 else f"Union[{', '.join(found)}]"
        return f"Optional[{whole}]" if part["x-documented"]["null"] == "allowed" else whole

    def of_name(self, word: str, part: Part, name: str) -> str:
        words = part.get("enum", part.get("x-known-values"))
        if words is not None:
            literal = f"Literal[{', '.join(repr(each) for each in words if each is not None)}]"
            return literal if "enum" in part else f"Union[{literal}, str]"
        if word == "array":
            return f"List[{self.type_of(part['items'], name)}]" if "items" in part else "List[Any]"
        if word == "object" and ("properties" in part or "additionalProperties" not in part):
            return self.model(part, name)
        values = part.get("additionalProperties")
        if word == "object" and isinstance(values, dict) and "type" in values:
            return f"Dict[str, {self.type_of(values, name)}]"
        return FORMATS.get(part.get("format", ""), SCALARS[word])


def _default(field: Part) -> list[str]:
    if field["x-documented"]["presence"] == "required":
        return []
    if "default" in field:
        return [f"default={field['default']!r}"]
    return ["default=UNSET"]
