"""Pydantic models as vendors' SDKs write them: what pydantic says of them, and what is meant."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from batchschema.core import Null
from batchschema.importers import Imported, import_document
from tests.importers.running import run_import

pytest.importorskip("pydantic")

Import = Callable[[str], Imported]

MODELS = '''
import datetime
import typing
from typing import Any, Literal, Optional, Union

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Stamped(BaseModel):
    created_at: int
    """The Unix timestamp (in milliseconds) of the creation."""


class Counts(BaseModel):
    model_config = ConfigDict(extra="allow")

    total: int


class Batch(Stamped):
    """A docstring of the class, which is no field's."""

    model_config = ConfigDict(extra="allow")

    id: str
    status: Optional[Union[Literal["queued", "done"], Any]] = None
    counts: Optional[Counts] = None
    closed: Optional[Literal["yes", "no"]] = None
    labels: dict[str, Any] = {}
    model_name: Optional[str] = Field(alias="model", default=None)
    ended_at: Optional[int] = None
    """The Unix timestamp (in seconds) of the end."""
    expires_at: int = Field(description="Unix time in seconds.")
    """Unix time in milliseconds, says a sentence that the description overrules."""


class Client:
    pass


class WithClient(BaseModel):
    model_config = ConfigDict(
        arbitrary_types_allowed=True, alias_generator=to_camel, populate_by_name=True, extra="forbid"
    )

    name: Optional[str] = None
    create_time: Optional[datetime.datetime] = None
    end_time: int
    """A Unix timestamp, in milliseconds."""
    http_client: Optional[Client] = None
'''


@pytest.fixture(name="imported")
def _imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    (tmp_path / "sdk_models.py").write_text(MODELS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "sdk_models", raising=False)
    return lambda name: import_document(f"sdk_models:{name}")


def test_a_literal_beside_any_is_an_open_list_of_words(imported: Import) -> None:
    fields = imported("Batch").root.properties
    assert (fields["status"].types, fields["status"].values) == (("string",), ("queued", "done"))
    assert (fields["status"].openness, fields["status"].null) == ("open", Null.ALLOWED)
    assert (fields["closed"].values, fields["closed"].openness) == (("yes", "no"), "closed")


def test_a_class_that_keeps_unknown_fields_documents_none(imported: Import) -> None:
    fields = imported("Batch").root.properties
    assert fields["counts"].values_of is None
    assert list(fields["counts"].properties) == ["total"]
    assert fields["labels"].values_of is not None


def test_the_sentence_below_a_field_says_what_a_timestamp_counts(imported: Import) -> None:
    fields = imported("Batch").root.properties
    assert (fields["created_at"].unit, fields["created_at"].unit_basis) == (
        "epoch-milliseconds",
        "documented",
    )
    assert (fields["ended_at"].unit, fields["ended_at"].unit_basis) == ("epoch-seconds", "documented")
    assert fields["expires_at"].unit == "epoch-seconds"


def test_keys_are_those_of_the_wire(imported: Import) -> None:
    assert "model" in imported("Batch").root.properties
    fields = imported("WithClient").root.properties
    assert list(fields) == ["name", "createTime", "endTime", "httpClient"]
    assert fields["endTime"].unit == "epoch-milliseconds"


def test_a_type_that_no_schema_can_describe_is_left_open_and_told(imported: Import) -> None:
    found = imported("WithClient")
    assert found.root.properties["httpClient"].types is None
    told = [doubt.text for doubt in found.doubts if doubt.rule == "unparsed-type-notation"]
    assert len(told) == 1
    assert "Client" in told[0]
    assert told[0].endswith("left open")


def test_the_command_prints_such_a_model_and_its_doubt(imported: Import) -> None:
    ran = run_import("sdk_models:WithClient")
    assert ran.code == 0
    assert "[unparsed-type-notation]" in ran.stderr


def test_the_digest_does_not_hang_on_sentences(
    imported: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = imported("Batch").sha256
    (tmp_path / "other_models.py").write_text(
        MODELS.replace("of the end", "of the very end"), encoding="utf-8"
    )
    assert import_document("other_models:Batch").sha256 == before
    (tmp_path / "third_models.py").write_text(MODELS.replace("total: int", "total: float"), encoding="utf-8")
    assert import_document("third_models:Batch").sha256 != before
