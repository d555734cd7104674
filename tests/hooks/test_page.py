"""What docs/pre-commit.md shows is what the hooks are."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import yaml

from batchschema import __version__
from batchschema.catalog import load
from batchschema.hooks import HOOKS, snippet
from tests.command import ROOT, Command
from tests.renderers.json_schemas import openapi_31

PAGE = (ROOT / "docs" / "pre-commit.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```\n", PAGE, re.DOTALL)


def test_it_shows_every_hook_and_what_init_prints() -> None:
    of_repository, of_project = blocks("yaml")
    assert of_project == snippet()
    (shown,) = yaml.safe_load(of_repository)["repos"]
    assert shown["rev"] == f"v{__version__}"
    assert [hook["id"] for hook in shown["hooks"]] == [hook.id for hook in HOOKS]
    assert re.findall(r"^## (.*)$", PAGE, re.MULTILINE) == [hook.id for hook in HOOKS]


def test_its_session_is_true(call: Command, tmp_path: Path) -> None:
    schema: Any = load()["mistral/openapi"].schema
    (tmp_path / "vendor").mkdir()
    document = openapi_31(schema, tmp_path / "vendor").rename(tmp_path / "vendor" / "mistral-openapi.json")
    open_map = {"type": "object", "additionalProperties": True}
    edited = json.loads(document.read_text())
    edited["components"]["schemas"][schema["title"]]["properties"]["metadata"] = open_map
    (tmp_path / "vendor" / "edited.json").write_text(json.dumps(edited))
    (session,) = blocks("console")
    command, shown = session.split("\n", 1)
    program, *arguments = shlex.split(command.removeprefix("$ ").removesuffix(" || true"))
    assert program == "batchschema"
    told = call(*arguments)
    assert (told.stdout, told.code) == (shown, 1)
