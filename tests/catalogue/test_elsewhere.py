"""The catalogue serves other validators, and this package wherever it is installed."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import orjson
import pytest

from batchschema import load
from tests.command import ROOT, Outcome, plain_environment
from tests.near_payloads import VARIANTS, conforming, conforming_text

SCHEMAS = ROOT / "schemas"


def conforming_file(variant: str, folder: Path) -> Path:
    path = folder / "conforming.json"
    path.write_bytes(conforming_text(variant))
    return path


def broken_file(variant: str, folder: Path) -> tuple[Path, str]:
    """A payload whose status is a number, and the key of the status."""
    fields: Any = load()[variant].schema["properties"]
    key = next(name for name, part in fields.items() if part.get("x-concept") == "status")
    path = folder / "broken.json"
    path.write_bytes(orjson.dumps({**conforming(variant), key: 5}))
    return path, key


def ran(*arguments: str | os.PathLike[str], folder: Path, stdin: str = "", **environment: str) -> Outcome:
    done = subprocess.run(
        list(arguments),
        input=stdin.encode(),
        capture_output=True,
        cwd=folder,
        env=plain_environment(environment),
        check=False,
        timeout=180,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def files_of(variant: str, folder: Path) -> tuple[Path, Path, Path, str]:
    """The schema, a payload that conforms, one that does not, and the key that is at fault."""
    place = folder / variant.replace("/", "__")
    place.mkdir()
    broken, key = broken_file(variant, place)
    return SCHEMAS / f"{variant}.json", conforming_file(variant, place), broken, key


CHECK_JSONSCHEMA = """
import sys
from click.testing import CliRunner
from check_jsonschema import main
for line in sys.stdin:
    schema, *payloads = line.split()
    told = CliRunner().invoke(main, ["-o", "json", "--schemafile", schema, *payloads])
    print(told.stdout.replace("\\n", ""))
"""


def test_check_jsonschema_can_use_every_file(tmp_path: Path) -> None:
    given = [files_of(variant, tmp_path) for variant in VARIANTS]
    lines = "\n".join(" ".join(map(str, files[:3])) for files in given)
    told = ran(sys.executable, "-c", CHECK_JSONSCHEMA, folder=tmp_path, stdin=lines)
    assert told.stderr == ""
    for (schema, _, broken, key), line in zip(given, told.stdout.splitlines(), strict=True):
        said = json.loads(line)
        found = {(error["filename"], error["path"]) for error in said["errors"]}
        assert found == {(str(broken), f"$.{key}")}, schema
        assert not said["parse_errors"], schema


JSCHON = """
import json, pathlib, sys
from jschon import JSON, JSONSchema, create_catalog
create_catalog("2020-12")
for line in sys.stdin:
    given = [JSON(json.loads(pathlib.Path(name).read_text())) for name in line.split()]
    schema = JSONSchema(given[0].value)
    print(schema.validate().valid, *[schema.evaluate(payload).valid for payload in given[1:]])
"""


def test_jschon_can_use_every_file(tmp_path: Path) -> None:
    lines = "\n".join(" ".join(map(str, files_of(variant, tmp_path)[:3])) for variant in VARIANTS)
    told = ran(sys.executable, "-c", JSCHON, folder=tmp_path, stdin=lines)
    assert told.stderr == ""
    assert dict(zip(VARIANTS, told.stdout.splitlines(), strict=True)) == dict.fromkeys(
        VARIANTS, "True True False"
    )


# Installed in other ways

ACME: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:batchschema:acme:api:1.0",
    "title": "Job",
    "description": "A job of a vendor that is nowhere else in this package.",
    "x-variant": {
        "vendor": "acme",
        "surface": "api",
        "version": "1.0",
        "date": "2026-01-01",
        "party": "first",
        "direction": "response",
        "source": {"document": "acme", "revision": None, "notation": "json-schema", "sha256": "0" * 64},
        "envelopes": ["/jobs/*"],
        "endpoints": ["GET /jobs"],
    },
    "type": "object",
    "required": ["job_key", "phase"],
    "properties": {
        "job_key": {
            "type": "string",
            "x-documented": {"presence": "required", "null": "forbidden", "as": "s"},
        },
        "phase": {
            "type": "string",
            "enum": ["WAITING", "OVER"],
            "x-concept": "status",
            "x-documented": {"presence": "required", "null": "forbidden", "as": "s", "values": "closed"},
        },
        "owner_name": {
            "type": ["string", "null"],
            "x-documented": {"presence": "optional", "null": "unstated", "as": "s"},
        },
    },
}
JOBS = {
    "jobs": [
        {"job_key": "a", "phase": "waiting", "owner_name": None},
        {"job_key": None, "phase": "OVER", "owner_name": "x"},
    ]
}


def copied(folder: Path) -> Path:
    """The package with its catalogue, and one vendor more."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "batchschema", folder / "batchschema", ignore=ignore)
    shutil.copytree(SCHEMAS, folder / "schemas")
    (folder / "schemas" / "acme").mkdir()
    (folder / "schemas" / "acme" / "api@1.0.json").write_bytes(orjson.dumps(ACME))
    return folder


def zipped(folder: Path) -> Path:
    """The same as a zip file."""
    copied(folder / "checkout")
    with zipfile.ZipFile(folder / "checkout.zip", "w") as bundle:
        for path in sorted((folder / "checkout").rglob("*")):
            bundle.write(path, path.relative_to(folder / "checkout"))
    shutil.rmtree(folder / "checkout")
    return folder / "checkout.zip"


def batchschema_from(place: Path, *arguments: str, folder: Path) -> Outcome:
    told = ran(sys.executable, "-m", "batchschema", *arguments, folder=folder, PYTHONPATH=str(place))
    assert "Traceback" not in told.stderr
    return told


@pytest.mark.parametrize("made", [copied, zipped], ids=["a folder", "a zip"])
def test_a_vendor_is_a_file_and_nothing_else(made: Any, tmp_path: Path) -> None:
    place = made(tmp_path)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "p.json").write_text(json.dumps(JOBS))
    (tmp_path / "work" / "q.json").write_bytes(conforming_text(VARIANTS[0]))
    listed = batchschema_from(place, "variants", folder=tmp_path / "work")
    named = [line.split()[0] for line in listed.stdout.splitlines()[1:]]
    assert sorted(named) == sorted(["acme/api@1.0", *VARIANTS])
    told = batchschema_from(place, "check", "p.json", "q.json", "--format", "json", folder=tmp_path / "work")
    assert told.code == 1
    assert sorted(told.places) == [
        ("enum-value-respelled", "/jobs/0/phase"),
        ("null-where-forbidden", "/jobs/1/job_key"),
        ("null-where-unstated", "/jobs/0/owner_name"),
    ]
    assert told.report["summary"]["payloads"] == 3
    shown = batchschema_from(place, "variants", "acme/api", "--format", "schema", folder=tmp_path / "work")
    assert shown.report == ACME


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built as a release would be."""
    folder = tmp_path_factory.mktemp("wheel")
    here = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    options: list[str | Path] = ["--quiet", "--no-deps", *here, "--wheel-dir", folder]
    told = ran(sys.executable, "-m", "pip", "wheel", *options, ROOT, folder=folder)
    assert told.code == 0, told.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_a_wheel_holds_the_package_and_its_catalogue(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as bundle:
        names = set(bundle.namelist())
    for path in [*SCHEMAS.rglob("*.json"), *(ROOT / "batchschema").rglob("*.py")]:
        inside = path.relative_to(ROOT).as_posix()
        assert inside.replace("schemas/", "batchschema/schemas/", 1) in names or inside in names
    assert "batchschema/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "examples/", "benchmarks/"))]


@pytest.mark.slow
@pytest.mark.parametrize("unpacked", [True, False], ids=["installed", "as it is"])
def test_the_catalogue_works_from_a_wheel(wheel: Path, unpacked: bool, tmp_path: Path) -> None:
    place = wheel
    if unpacked:
        place = tmp_path / "site-packages"
        with zipfile.ZipFile(wheel) as bundle:
            bundle.extractall(place)
    (tmp_path / "work").mkdir()
    listed = batchschema_from(place, "variants", folder=tmp_path / "work")
    assert sorted(line.split()[0] for line in listed.stdout.splitlines()[1:]) == VARIANTS
    told = batchschema_from(
        place, "check", os.fspath(ROOT / "examples"), "--format", "json", folder=tmp_path / "work"
    )
    assert told.code == 1
    assert told.report["summary"]["payloads"] > 5
    where = ran(
        *(sys.executable, "-c", "import batchschema; print(batchschema.__file__)"),
        folder=tmp_path / "work",
        PYTHONPATH=str(place),
    )
    assert where.stdout.startswith(str(place))
