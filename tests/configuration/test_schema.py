"""The published schema of configurations, and the pages about them, say what batchschema itself says."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from batchschema.config import KEYS
from batchschema.config.reading import SUPPRESSION
from batchschema.config.values import Wrong, record
from tests.command import ROOT, Command

PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "schemas" / "_meta" / "config.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

TEXTS = st.sampled_from(
    [
        "",
        " ",
        "payload",
        "auto",
        "strict",
        "documented",
        "error",
        "off",
        "never",
        "/errors",
        "2027-01-31",
        "9999-02-30",
        "20270131",
        "2027-W01-1",
    ]
)
ODD = st.one_of(
    TEXTS, st.integers(0, 1), st.booleans(), st.just([]), st.just({}), st.lists(TEXTS, max_size=2)
)
DATES = st.just(datetime.date(9999, 1, 1))
FITTING: dict[str, Any] = {
    "severity": st.dictionaries(TEXTS, st.one_of(TEXTS, st.integers(0, 1)), max_size=2),
    "variants": st.dictionaries(TEXTS, st.one_of(TEXTS, ODD), max_size=2),
    "per-path-ignores": st.dictionaries(TEXTS, st.one_of(st.lists(TEXTS, max_size=2), ODD), max_size=2),
}


@st.composite
def suppressions(draw: DrawFn) -> Any:
    keys = st.sampled_from([*SUPPRESSION, "reasons"])
    found = draw(st.dictionaries(keys, st.one_of(TEXTS, ODD, DATES), max_size=4))
    return found | draw(st.sampled_from([{}, {"rule": "payload", "reason": "x"}, {"rule": "payload"}]))


@st.composite
def configurations(draw: DrawFn) -> dict[str, Any]:
    """Tables with right and wrong values under right and wrong keys."""
    out: dict[str, Any] = {}
    for key in draw(st.sets(st.sampled_from([*KEYS, *KEYS, "profil"]), max_size=3)):
        values = st.lists(suppressions(), max_size=2) if key == "suppress" else FITTING.get(key, ODD)
        out[key] = draw(st.one_of(values, values, ODD))
    return out


def as_json(value: Any) -> Any:
    """TOML's days as text, as editors hand them to a schema."""
    return json.loads(json.dumps(value, default=str))


@given(configurations())
def test_the_schema_and_the_reader_take_the_same(configuration: dict[str, Any]) -> None:
    try:
        record(KEYS, required={})(configuration, ())
    except Wrong:
        assert not VALIDATOR.is_valid(as_json(configuration))
    else:
        VALIDATOR.validate(as_json(configuration))


def test_the_schema_is_one_and_describes_every_key() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == list(KEYS)
    assert set(SCHEMA["definitions"]["suppression"]["properties"]) == set(SUPPRESSION)
    for part in (SCHEMA, SCHEMA["definitions"]["suppression"]):
        assert part["additionalProperties"] is False
        assert all(each.get("description") for each in part["properties"].values())


def example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_page_shows_every_key_and_a_configuration_that_holds(call: Command, tmp_path: Path) -> None:
    text = example("toml")
    assert set(tomllib.loads(text)) == set(KEYS)
    VALIDATOR.validate(as_json(tomllib.loads(text)))
    (tmp_path / "batchschema.toml").write_text(text.replace("2027-01-31", "9999-01-31"))
    (tmp_path / "batchschema-baseline.jsonl").write_text(example("json"))
    told = call("config")
    assert told.code == 0, told.stderr
    assert call("baseline", "show").code == 0
