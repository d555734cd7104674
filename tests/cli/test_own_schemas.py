"""`check --schema`: any JSON Schema of any draft, as JSON or YAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.cli.reading import (
    ARGOT,
    PAYLOADS,
    found,
)
from tests.command import ROOT, Command

DRAFTS = {
    "4": "http://json-schema.org/draft-04/schema#",
    "6": "http://json-schema.org/draft-06/schema#",
    "7": "http://json-schema.org/draft-07/schema#",
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
}


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize("suffix", [".json", ".yaml"])
@pytest.mark.parametrize("draft", [*DRAFTS, "unsaid"])
def test_any_json_schema_will_do(draft: str, suffix: str, engine: str, call: Command, tmp_path: Path) -> None:
    container = "$defs" if draft in ("2019-09", "2020-12", "unsaid") else "definitions"
    schema: dict[str, Any] = {
        **({"$schema": DRAFTS[draft]} if draft in DRAFTS else {}),
        ("id" if draft == "4" else "$id"): "urn:example:job",
        "type": "object",
        "required": ["id", "status"],
        "properties": {
            "id": {
                "type": "string",
                "format": "uuid" if draft in ("2019-09", "2020-12", "unsaid") else "date-time",
            },
            "status": {"$ref": f"#/{container}/status"},
            "count": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        },
        "additionalProperties": False,
        container: {"status": {"enum": ["NEW", "DONE"]}},
    }
    import yaml

    name = f"schema{suffix}"
    text = yaml.safe_dump(schema) if suffix == ".yaml" else json.dumps(schema)
    (tmp_path / name).write_text(text)
    payload = {"id": "x", "status": "new", "count": "1", "other": 1}
    options = ("--schema", name, "--engine", engine, "--format", "json")
    told = call("check", "-", *options, stdin=orjson.dumps(payload))
    assert found(told, severity="error") == [
        ("enum-value-respelled", "/status"),
        ("malformed-format", "/id"),
        ("number-as-string", "/count"),
        ("undocumented-field", "/other"),
    ]
    assert {each["variant"] for each in told.findings} == {name}
    missing = call("check", "-", *options, stdin=b"{}")
    assert found(missing) == [("missing-required-field", "/id"), ("missing-required-field", "/status")]


def test_a_schema_of_arrays_is_asked_about_the_whole_document(call: Command, tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"type": "array", "maxItems": 1, "items": {"type": "integer"}}')
    told = call("check", "-", "--schema", "s.json", "--format", "json", stdin=b'[1, "2"]')
    assert found(told) == [("number-as-string", "/1"), ("size-limit-exceeded", "")]


def test_a_variants_own_file_is_judged_as_the_variant(call: Command) -> None:
    path = ROOT / "schemas" / f"{ARGOT}.json"
    name = PAYLOADS / "openai" / "completed.json"
    by_file = call("check", name, "--schema", path, "--format", "json")
    by_id = call("check", name, "-V", ARGOT, "--format", "json")
    assert by_file.findings == by_id.findings
