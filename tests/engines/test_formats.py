"""Formats are asserted, by both engines: a validator that skips one finds nothing and says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from batchschema import load
from batchschema.engines import ENGINES, compiled
from tests.command import ROOT
from tests.near_payloads import UUID, VARIANTS

FORMATS = {
    "date": ("2026-02-28", "2026-02-30"),
    "date-time": ("2026-01-01T00:00:00Z", "2026-01-01 00:00"),
    "duration": ("P1DT2H", "1 day"),
    "email": ("a@example.org", "a.example.org"),
    "hostname": ("api.example.org", "-example-.org"),
    "ipv4": ("192.0.2.1", "192.0.2.256"),
    "ipv6": ("2001:db8::1", "2001:db8::1::2"),
    "json-pointer": ("/a~1b/0", "a/b"),
    "regex": ("^a+$", "(a"),
    "time": ("12:00:00Z", "25:00:00Z"),
    "uri": ("https://example.org/a?b=c", "no uri at all"),
    "uri-reference": ("/v1/batches?after=b", "\\\\server\\share"),
    "uuid": (UUID, UUID[:-1]),
}
"""For each asserted format a text that has it and one that has not."""


def formats_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("format"), str):
            yield schema["format"]
        for part in schema.values():
            yield from formats_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from formats_in(part)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_asserted(name: str, engine: str) -> None:
    good, bad = FORMATS[name]
    made = compiled({"properties": {"a": {"format": name}}}, engine=engine)
    assert made.is_valid({"a": good})
    assert not made.is_valid({"a": bad})
    assert [each.identity[0] for each in made.violations({"a": bad})] == ["format"]
    assert made.violations({"a": bad})[0].expected == name
    assert made.is_valid({"a": 5}), "a format is about text alone"


def test_every_format_of_the_catalogue_is_listed_here() -> None:
    used = {name for variant in VARIANTS for name in formats_in(load()[variant].schema)}
    assert used
    assert used <= set(FORMATS)


def test_every_format_that_the_catalogue_may_use_is_listed_here() -> None:
    meta = orjson.loads((ROOT / "schemas" / "_meta" / "variant.schema.json").read_bytes())
    assert set(meta["$defs"]["shape"]["properties"]["format"]["enum"]) <= set(FORMATS)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("draft", ["draft-04", "draft-06", "draft-07"])
def test_formats_are_asserted_in_older_drafts_too(draft: str, engine: str) -> None:
    schema = {"$schema": f"http://json-schema.org/{draft}/schema#", "format": "date-time"}
    made = compiled(schema, engine=engine)
    assert made.is_valid("2026-01-01T00:00:00Z")
    assert not made.is_valid("yesterday")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_format_that_nobody_knows_holds_for_any_text(engine: str) -> None:
    assert compiled({"format": "batch-id"}, engine=engine).is_valid("")
