"""SARIF 2.1.0 (OASIS): one run, written as it goes, with the pages of the rules."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from batchschema.core import Fold, Group, Rule, Severity, Summary
from batchschema.core.instance import Location
from batchschema.reports.json_text import dumped
from batchschema.reports.paths import path_of, uri_of
from batchschema.reports.view import Items, View

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
HEADING = re.compile(r"^(Why|Fix|(?:Reject|Accept)(?: \(.*\))?):", re.MULTILINE)
"""In a rule's page."""
ITEMS = Items.FINDINGS
SEPARATOR = ",\n"
IS_TEXT = False


def head(view: View) -> str:
    """The opening of the log and of the run; columns count characters, as in all our reports."""
    root = {"description": {"text": "The root of the repository, or where the check ran."}}
    run = {"columnKind": "unicodeCodePoints", "originalUriBaseIds": {ROOT: root}}
    return f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{dumped(run)[:-1]},"results":[\n'


def item(item: Group | Fold, view: View) -> str:
    """One result; folded notes are left out, since each note is listed itself."""
    if isinstance(item, Fold):
        return ""
    finding = item.finding
    pointer = str(finding.pointer)
    first: dict[str, Any] = _location(finding.location or Location("-"), view)
    if pointer:
        first["logicalLocations"] = [{"fullyQualifiedName": pointer, "kind": "value"}]
    index = _places_of_rules(view.rules).get(finding.rule)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity.label,
        "message": {"text": _message(finding.message, finding.hint)},
        "locations": [first],
        "partialFingerprints": {"batchschema/v1": finding.fingerprint},
        "properties": {"variant": finding.variant, "pointer": pointer},
    }
    if index is not None:
        result["ruleIndex"] = index
    if item.count > 1:
        result["occurrenceCount"] = item.count
        result["relatedLocations"] = [_location(place, view) for place in dict.fromkeys(item.places[1:])]
    return dumped(result)


def tail(summary: Summary, view: View) -> str:
    """The tool with its rules, and whether every input could be judged."""
    driver = {
        "name": "batchschema",
        "version": view.version,
        "rules": [_descriptor(rule) for rule in view.rules()],
    }
    rest = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not summary.unreadable}],
        "properties": {"payloads": summary.payloads, "hidden": dict(summary.hidden)},
    }
    return f"\n],{dumped(rest)[1:-1]}}}]}}\n"


def _location(place: Location, view: View) -> dict[str, Any]:
    path = path_of(place.source, view.root)
    uri = uri_of(path)
    artifact = {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": ROOT}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if place.line is not None:
        physical["region"] = {"startLine": place.line}
        if place.column is not None:
            physical["region"]["startColumn"] = place.column
    return {"physicalLocation": physical}


def _message(text: str, hint: str | None) -> str:
    """A key of a payload must not become a link: `[text](target)` is one even in plain messages (3.11.6)."""
    return (f"{text}; {hint}" if hint else text).replace("](", "]\\(")


@functools.cache
def _places_of_rules(rules: Callable[[], Sequence[Rule]]) -> Mapping[str, int]:
    return {rule.name: index for index, rule in enumerate(rules())}


def _descriptor(rule: Rule) -> dict[str, Any]:
    """A rule as a `reportingDescriptor`, with the severity it has where nothing is configured."""
    usual = rule.severities.documented
    level = usual or rule.severities.strict or Severity.NOTE
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": _as_markdown(rule.page)},
        "defaultConfiguration": {"enabled": usual is not None, "level": Severity(level).label},
        "properties": {"tags": [rule.family]},
    }


def _as_markdown(page: str) -> str:
    """A page with its headings in bold and its indented examples set apart."""
    page = HEADING.sub(r"**\1:**", page)
    return re.sub(r"^(?! )(.*\n)(?=    )", r"\1\n", page, flags=re.MULTILINE)
