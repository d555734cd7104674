"""A folder of payloads and what runs in it say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.command import Outcome, call_command
from tests.near_payloads import conforming, edited

MISTRAL, OPENAI = "mistral/python-sdk@1.2.0", "openai/argot-typescript-sdk@2024-10-15"
BASELINE = "batchschema-baseline.jsonl"
NAMES = ("a.json", "b[1].json", "deep/c.jsonl", "deep/er/d e.json", "é.jsonl")

Files = Mapping[str, list[Any]]


def payload(*, without: str = "", **changed: Any) -> dict[str, Any]:
    """A conforming payload with some fields changed and one left out."""
    found = conforming(MISTRAL) | changed
    found.pop(without, None)
    return found


def put(folder: Path, name: str, payloads: list[Any]) -> None:
    """Write payloads, one a line where the name says so; else an array, or the one there is."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith(".jsonl"):
        path.write_text("".join(f"{json.dumps(each)}\n" for each in payloads))
    else:
        path.write_text(json.dumps(payloads if len(payloads) != 1 else payloads[0]))


@contextmanager
def folder_of(files: Files) -> Iterator[Path]:
    """A folder with these files; for examples that Hypothesis draws, each with its own."""
    with TemporaryDirectory() as name:
        for path, payloads in files.items():
            put(Path(name), path, payloads)
        yield Path(name)


def files_of_mutants(*, most: int = 3) -> SearchStrategy[dict[str, list[Any]]]:
    """Files with conforming payloads that were edited here and there."""
    mutants = st.one_of(edited(MISTRAL), edited(OPENAI))
    return st.dictionaries(
        st.sampled_from(NAMES), st.lists(mutants, min_size=1, max_size=2), min_size=1, max_size=most
    )


def check(folder: Path, *arguments: str) -> Outcome:
    """Check everything in a folder against one variant, whatever else is asked."""
    paths = () if any(each.endswith((".json", ".jsonl", "deep")) for each in arguments) else (".",)
    return call_command("check", *paths, "-V", MISTRAL, "--no-baseline", *arguments, folder=folder)


def judged(folder: Path, *arguments: str) -> Outcome:
    """Check a folder beside its baseline."""
    return call_command("check", "-V", MISTRAL, "--baseline", BASELINE, *arguments, folder=folder)


def baseline(folder: Path, verb: str, *arguments: str) -> Outcome:
    """Run `batchschema baseline` by the same variant."""
    return call_command("baseline", verb, "-V", MISTRAL, *arguments, folder=folder)


def entries(folder: Path) -> list[dict[str, Any]]:
    """The entries of the folder's baseline."""
    return [json.loads(line) for line in (folder / BASELINE).read_text().splitlines()[1:]]


def rules(outcome: Outcome) -> list[str]:
    """The rules of what was reported, in order."""
    return [each["rule"] for each in outcome.findings]
