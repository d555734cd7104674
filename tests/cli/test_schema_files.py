"""A schema file that is no good is named, whichever command reads it; YAML is read as JSON would have it."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from tests.command import Command

PAYLOAD = b'{"object": "batch", "status": "done"}'
BOMB = 'a: &a ["", "", "", "", "", "", "", "", "", ""]\n' + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdef", "bcdefg", strict=True)
)
OPENAPI = {"openapi": "3.1.0", "components": {"schemas": {"Batch": {"properties": {"id": {}}}}}}
BAD: dict[str, tuple[bytes, str]] = {
    "empty.json": (b"", "is empty"),
    "blank.yaml": (b" \n", "is empty"),
    "wide.json": ('{"type": "object"}'.encode("utf-16"), "is UTF-16"),
    "wide.yaml": ("type: object".encode("utf-16"), "is UTF-16"),
    "bomb.yaml": (BOMB.encode(), "aliases that expand to more than 1,000,000 values"),
    "circle.yaml": (b"&a\nproperties: {a: *a}\n", "inside of what it names, so it never ends"),
    "deep.yaml": (b"a: " + b"[" * 50_000, "is nested too deeply"),
    "keys.yaml": (b"properties: {[a]: {}}\n", "a key that is no text"),
    "openapi.json": (json.dumps(OPENAPI).encode(), "openapi.json#/components/schemas/Batch"),
    "text.yaml": (b"just a text\n", "is no schema"),
}
COMMANDS = {
    "check": ("check", "-", "--schema"),
    "variants": ("variants",),
    "generate": ("generate",),
    "diff": ("diff", "mistral/openapi"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said(name: str, command: str, call: Command, tmp_path: Path) -> None:
    content, words = BAD[name]
    (tmp_path / name).write_bytes(content)
    told = call(*COMMANDS[command], name, stdin=PAYLOAD, folder=tmp_path)
    assert (told.code, told.stdout) == (4, "")
    assert told.stderr.startswith(f"batchschema: {name}: ")
    assert words in told.stderr


@pytest.mark.parametrize("command", ["check", "variants", "generate"])
def test_who_takes_a_pointer_into_a_file_is_said(command: str, call: Command, tmp_path: Path) -> None:
    (tmp_path / "api.json").write_text(json.dumps(OPENAPI))
    inside = "api.json#/components/schemas/Batch"
    told = call(*COMMANDS[command], inside, stdin=PAYLOAD, folder=tmp_path)
    assert told.code == 4
    assert "`diff` and `import` understand" in told.stderr
    assert call("diff", inside, inside, folder=tmp_path).code == 0
    assert call("import", inside, folder=tmp_path).code == 0


def test_yaml_means_what_json_would(call: Command, tmp_path: Path) -> None:
    field = "no: {<<: *b, enum: [2020-01-01, yes, 012]}"
    text = f"base: &b {{type: string}}\nproperties:\n  {field}\nrequired: [no, 1]\n"
    (tmp_path / "schema.yaml").write_text(text)
    schema = json.loads(call("variants", "schema.yaml", "--format", "schema", folder=tmp_path).stdout)
    assert schema["properties"] == {"no": {"type": "string", "enum": ["2020-01-01", "yes", "012"]}}
    assert schema["required"] == ["no", 1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX")
@pytest.mark.parametrize("text", ['{"type": "object", "required": ["a"]}', "type: object\nrequired: [a]\n"])
def test_a_schema_comes_through_a_pipe(text: str, call: Command, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(text,))
    writer.start()
    told = call("variants", "pipe", "--format", "schema", folder=tmp_path)
    writer.join()
    assert json.loads(told.stdout)["required"] == ["a"]
