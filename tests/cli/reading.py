"""What the tests of `check` share: the payloads they use and ways to read a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.command import ROOT, Outcome

PAYLOADS = ROOT / "tests" / "payloads"
EXAMPLES = ROOT / "examples" / "payloads"
PYTHON_SDK, TYPESCRIPT_SDK = "mistral/python-sdk@1.2.0", "mistral/typescript-sdk@2025-04-16"
SCHEMA_PAGE, ARGOT = "mistral/schema-page", "openai/argot-typescript-sdk@2024-10-15"


def indexed_families() -> dict[str, str]:
    """By file, the family that the index of the payloads names."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (PAYLOADS / "INDEX.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and ".json" in line
    ]
    return {row[0]: row[3].split(" ")[0] for row in rows}


FAMILIES = indexed_families()


def files_of(vendor: str, *, but: tuple[str, ...] = ()) -> list[str]:
    return sorted(
        str(path.relative_to(PAYLOADS)) for path in (PAYLOADS / vendor).glob("*.json") if path.name not in but
    )


def severities(outcome: Outcome) -> Counter[str]:
    return Counter(finding["severity"] for finding in outcome.findings)


def found(outcome: Outcome, *, severity: str | None = None) -> list[tuple[str, str]]:
    return sorted(
        (finding["rule"], finding["pointer"])
        for finding in outcome.findings
        if severity in (None, finding["severity"])
    )


def by_rule(outcome: Outcome, rule: str) -> list[str]:
    return sorted(finding["pointer"] for finding in outcome.findings if finding["rule"] == rule)


def nulls_in(value: Any, schema: Mapping[str, Any], pointer: str = "") -> Iterator[str]:
    """Where a value is null in a documented field about whose null the document is silent."""
    if value is None and schema.get("x-documented", {}).get("null") == "unstated":
        yield pointer
    if isinstance(value, dict):
        for key, part in value.items():
            if key in schema.get("properties", {}):
                yield from nulls_in(part, schema["properties"][key], f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from nulls_in(part, schema.get("items", {}), f"{pointer}/{index}")
