"""Payloads and files for what `observe` is tried on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from tests.command import Outcome
from tests.near_payloads import conforming

PYTHON_SDK = "mistral/python-sdk@1.2.0"


def job(**changes: object) -> dict[str, Any]:
    """A Mistral job as its Python SDK documents it; a change to `...` takes the field away."""
    payload = conforming(PYTHON_SDK) | changes
    return {name: value for name, value in payload.items() if value is not ...}


def written(folder: Path, name: str, *payloads: object) -> Path:
    """JSON Lines of some payloads."""
    path = folder / name
    path.write_bytes(b"\n".join(map(orjson.dumps, payloads)) + b"\n")
    return path


def payloads_by_variant(told: Outcome) -> dict[str, int]:
    return {id: part["payloads"] for id, part in told.report["variants"].items()}


def fields(told: Outcome, variant: str = PYTHON_SDK) -> dict[str, Any]:
    found: dict[str, Any] = told.report["variants"][variant]["fields"]
    return found
