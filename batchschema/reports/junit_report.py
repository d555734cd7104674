"""JUnit XML, as CI systems read it: a test suite for each source, a test case for each variant it was put to.

A case fails as the run does: from the severity that `--fail-on` names. What could not be judged is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from batchschema.core import Checked, Group, Severity, Summary
from batchschema.reports.concise_report import line, place
from batchschema.reports.paths import legible, path_of
from batchschema.reports.view import Items, View

ITEMS = Items.SOURCES
SEPARATOR = ""
IS_TEXT = False
MOST_LINES = 1000
"""Findings that one test case spells out."""
INPUT = "input"
"""The case of what could not be judged, which has no variant."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def head(view: View) -> str:
    """The opening of the document."""
    return '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="batchschema">\n'


def item(item: Checked, view: View) -> str:
    """One suite; nothing for a file that holds no batch job."""
    by_case: dict[str, list[Group]] = {variant: [] for variant in item.variants}
    for group in item.groups:
        by_case.setdefault(group.finding.variant or INPUT, []).append(group)
    if not by_case:
        return ""
    name = path_of(item.source, view.root)
    suite = f"{name} from byte {item.first_byte:,}" if item.first_byte else name
    cases = [_case(variant, name, groups, view) for variant, groups in by_case.items()]
    failures = sum("<failure" in case for case in cases)
    errors = sum("<error" in case for case in cases)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="0"'
    return f"<testsuite name={_attribute(suite)} {counts}>\n{''.join(cases)}</testsuite>\n"


def tail(summary: Summary, view: View) -> str:
    """The end of the document."""
    return "</testsuites>\n"


def _case(variant: str, name: str, groups: Sequence[Group], view: View) -> str:
    opening = f"<testcase name={_attribute(variant)} classname={_attribute(name)} file={_attribute(name)}"
    inner = "".join(_results(groups, view))
    return f"{opening}>\n{inner}</testcase>\n" if inner else f"{opening}/>\n"


def _results(groups: Sequence[Group], view: View) -> Iterator[str]:
    """What failed a case in one element, since many readers know of one only; the rest as its output."""
    unjudged = [group for group in groups if _is_unjudged(group)]
    failing = [group for group in groups if not _is_unjudged(group) and _fails(group, view)]
    if unjudged:
        yield _element("error", unjudged)
    if failing:
        yield _element("failure", failing)
    others = [
        group for group in groups if not _is_unjudged(group) and not _fails(group, view) and view.shows(group)
    ]
    if others:
        yield f"<system-out>{_text(_lines(others))}</system-out>\n"


def _is_unjudged(group: Group) -> bool:
    return group.finding.variant is None and group.finding.severity is Severity.ERROR


def _fails(group: Group, view: View) -> bool:
    return view.fail_on is not None and group.finding.severity >= view.fail_on


def _element(name: str, groups: Sequence[Group]) -> str:
    worst = max(groups, key=lambda group: group.finding.severity).finding
    more = f", and {len(groups) - 1:,} more" if len(groups) > 1 else ""
    where = place(worst.location) if worst.location else ""
    message = _attribute(f"{where}: {worst.message}{more}")
    return f"<{name} type={_attribute(worst.rule)} message={message}>{_text(_lines(groups))}</{name}>\n"


def _lines(groups: Sequence[Group]) -> str:
    shown = [line(group, View()) for group in groups[:MOST_LINES]]
    if len(groups) > MOST_LINES:
        shown.append(f"and {len(groups) - MOST_LINES:,} more")
    return "\n".join(shown)


def _legal(text: str) -> str:
    """Text with what XML 1.0 (section 2.2) has no way to write as escapes."""
    return _NOT_XML.sub(lambda found: found[0].encode("unicode_escape").decode(), legible(text))


def _text(text: str) -> str:
    return escape(_legal(text))


def _attribute(text: str) -> str:
    return quoteattr(_legal(text))
