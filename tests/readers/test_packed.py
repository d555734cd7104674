"""Files packed with gzip or zstd are read as what they hold."""

from __future__ import annotations

import gzip
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from batchschema.readers.packing import zstd_module
from tests.command import Command
from tests.near_payloads import conforming_text
from tests.recordings.making import Call, har, to_json, to_yaml, vcr

OPENAI = "openai/argot-typescript-sdk@2024-10-15"
JOB = conforming_text(OPENAI)
LINE = JOB.replace(b"\n", b"") + b"\n"
zstd = zstd_module()
PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstd.compress}
FILES = {
    "job.json": JOB,
    "jobs.jsonl": LINE * 3,
    "cassette.yaml": to_yaml(vcr([Call(JOB.decode())])).encode(),
    "traffic.har": to_json(har([Call(JOB.decode())] * 2)).encode(),
}


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("name", FILES)
def test_a_packed_file_is_read(name: str, suffix: str, call: Command, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    plain = call("check", name, "--format", "json").report["summary"]
    (tmp_path / f"{name}{suffix}").write_bytes(PACKERS[suffix](FILES[name]))
    told = call("check", f"{name}{suffix}", "--format", "json")
    assert told.code == 0
    assert told.report["summary"] == plain


def test_two_frames_in_one_file_are_both_read(call: Command, tmp_path: Path) -> None:
    (tmp_path / "jobs.jsonl.zst").write_bytes(zstd.compress(LINE * 2) + zstd.compress(LINE))
    assert call("check", "jobs.jsonl.zst", "--format", "json").report["summary"]["payloads"] == 3


@pytest.mark.parametrize("damage", [slice(0, -10), slice(5, None), slice(0, 3)])
def test_a_damaged_zstd_file_is_said_to_be_so(damage: slice, call: Command, tmp_path: Path) -> None:
    (tmp_path / "jobs.jsonl.zst").write_bytes(zstd.compress(LINE * 1000)[damage])
    told = call("check", "jobs.jsonl.zst", "--format", "json")
    assert told.code == 3
    assert any("is not a whole zstd file" in finding["message"] for finding in told.findings)
    assert not told.errors


def test_without_the_library_the_way_to_it_is_said(call: Command, tmp_path: Path) -> None:
    (tmp_path / "jobs.jsonl.zst").write_bytes(zstd.compress(LINE))
    missing = {"backports.zstd": None, "compression.zstd": None}
    with mock.patch.dict(sys.modules, missing):
        told = call("check", "jobs.jsonl.zst")
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module("backports.zstd")
    assert told.code == 3
    assert "pip install 'batchschema[recordings]'" in told.stdout
