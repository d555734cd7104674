"""Findings of every kind and with hostile names, and reports of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from batchschema.cli.outputs import rules_of_check
from batchschema.core import Checked, Finding, Group, Overview, Pointer, Severity, Summary
from batchschema.core.instance import Location
from batchschema.reports import Items, View, report_named
from batchschema.reports.alike import alike_together

NAMES = (
    "batch.json", "new\nline.json", "a::b.json", "::error::c.json", "%0A%25.json", "quo\"te's.json",
    "caf\udce9.json", "tab\there.json", "bell\x07\x1b[31m.json", "pipe|and`tick``.json", "comma,colon:=.json",
    "]]>&lt;<b>.json", "@team #1 www.example.org.json", "ünïcode 😀.json", "cr\r\nlf.json", "a b.json",
    "sub/folder/-.json", "\ufffe\uffff\x00.json".replace("\x00", "\x01"), "back\\slash.json", "[a](b).json",
)  # fmt: skip
KEYS = (
    "id", "metadata", "a/b~c", "\ud800", "\udcff", "\u2028\u0085", "<script>", "[x](javascript:y)", "`", "|",
    "@team", "::set-output name=x::y", "%0A", "", "\x00", "</testcase>", "*", "{0}", "$x$", "_y_",
    "``` ` ", " ",
)  # fmt: skip
MOCK, QUEUED = "examples/payloads/mistral-mock.json", "examples/payloads/mistral-queued.json"
EXAMPLES = (MOCK, QUEUED, "-V", "mistral/typescript-sdk@2025-04-16")
"""A payload with eight errors and one with notes only, from the root of the repository."""
VARIANTS = ("mistral/python-sdk@1.2.0", "openai/argot-typescript-sdk@2024-10-15", None)

names = st.sampled_from(NAMES)
keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=5), st.integers(0, 3))
texts = st.one_of(
    st.sampled_from([f"is wrong: {key}" for key in KEYS]),
    st.text(min_size=1).filter(lambda text: text.strip()),
)


@st.composite
def findings(draw: st.DrawFn, *, sources: st.SearchStrategy[str] = names) -> Finding:
    """One located finding, about input where it has no variant."""
    rule = draw(st.sampled_from(rules_of_check()))
    variant = draw(st.sampled_from(VARIANTS))
    line, column = draw(st.sampled_from([(None, None), (1, 1), (7, None), (120, 33)]))
    return Finding(
        rule=rule.name,
        severity=draw(st.sampled_from(Severity)),
        variant=variant,
        pointer=Pointer(tuple(draw(st.lists(keys, max_size=3))) if variant else ()),
        text=draw(texts),
        fingerprint=draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        location=Location(draw(sources), line, column),
        hint=draw(st.none() | texts),
    )


groups = st.builds(Group, findings())
recurring = st.builds(
    lambda finding, count: Group(finding, count, (finding.location or Location("-"),) * min(count, 3)),
    findings(),
    st.integers(2, 5000),
)


alike = st.builds(
    lambda finding, key, count: Group(
        replace(finding, pointer=Pointer((key,)), text="is wrong", hint=None, rule="wrong-type"), count
    ),
    findings(),
    keys,
    st.integers(1, 5),
)
"""Of which many say the same."""


def summary_of(groups: Sequence[Group]) -> Summary:
    """The counts that a run with these findings has."""
    count = Counter(group.finding.severity for group in groups)
    return Summary(
        inputs=1,
        payloads=1,
        errors=count[Severity.ERROR],
        warnings=count[Severity.WARNING],
        notes=count[Severity.NOTE],
        variants={variant: 1 for variant in VARIANTS if variant},
    )


def rendered(format_name: str, groups: Sequence[Group], view: View | None = None) -> str:
    """A whole report, as a run with these findings writes it."""
    view = view or View(notes=True, rules=rules_of_check, version="1.2.3")
    report = report_named(format_name)
    summary = summary_of(groups)
    items: Sequence[object] = groups
    if report.ITEMS is Items.SOURCES:
        items = [_checked(source, groups) for source in dict.fromkeys(map(source_of, groups))]
    elif report.ITEMS is Items.ALIKE:
        items = alike_together(groups)
    elif report.ITEMS is Items.RUN:
        items = [Overview(tuple(groups), (), summary)]
    shown = [text for text in (report.item(item, view) for item in items) if text]
    return report.head(view) + report.SEPARATOR.join(shown) + report.tail(summary, view)


def _checked(source: str, groups: Sequence[Group]) -> Checked:
    own = tuple(group for group in groups if source_of(group) == source)
    return Checked(source, own, {group.finding.variant: 1 for group in own if group.finding.variant})


def source_of(group: Group) -> str:
    """Where a finding is."""
    return group.finding.location.source if group.finding.location else "-"


def on_disk(name: str) -> bytes:
    """The bytes of a file's name."""
    return os.fsencode(name)
