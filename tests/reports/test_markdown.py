"""The comment on a pull request, read back by a Markdown parser."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import markdown_it
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

import batchschema
from batchschema.core import Group, Pointer
from batchschema.core.instance import Location
from batchschema.reports.concise_report import printable
from batchschema.reports.markdown_report import MOST_ROWS, WIDEST
from batchschema.reports.paths import legible
from tests.command import ROOT, Command
from tests.reports.rendering import EXAMPLES, groups, recurring, rendered

COMMENT = 65_536
"""Characters of GitHub's longest comment."""
HARMLESS = {"text", "code_inline", "strong_open", "strong_close"}
parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tables(text: str) -> list[list[list[Token]]]:
    """By table, by row below the heading, the cells."""
    found: list[list[list[Token]]] = []
    for token, inner in pairwise(parser.parse(text)):
        if token.type == "tbody_open":
            found.append([])
        elif token.type == "td_open":
            found[-1][-1].append(inner)
        elif token.type == "tr_open" and inner.type == "td_open":
            found[-1].append([])
    return found


def read(cell: Token) -> str:
    """A cell as it is shown; nothing in it may be more than text, code or emphasis of ours."""
    assert cell.children is not None
    assert {child.type for child in cell.children} <= HARMLESS
    return "".join(child.content for child in cell.children)


def shown(text: str) -> str:
    text = printable(legible(text))
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


@given(st.lists(st.one_of(groups, recurring), min_size=1, max_size=5))
def test_hostile_names_and_texts_come_back(found: list[Group]) -> None:
    (table, *_) = tables(rendered("markdown", found))
    ordered = sorted(found, key=lambda group: -group.finding.severity)
    for row, group in zip(table, ordered, strict=True):
        finding = group.finding
        severity, rule, what, against, where, times = map(read, row)
        assert (severity, rule) == (finding.severity.label, finding.rule)
        assert (against, times) == (finding.variant or "", f"{group.count:,}")
        assert finding.location is not None
        place = ":".join(str(part) for part in finding.location if part is not None)
        assert where.strip() == shown(place).strip()
        subject = (shown(str(finding.pointer)) or "the payload") + " " if finding.variant else ""
        assert what.split() == (subject + shown(finding.text)).split()


@given(groups)
def test_nobody_is_notified_and_nothing_is_linked(group: Group) -> None:
    """GitHub links what is not code, whatever escapes are before it."""
    for table in tables(rendered("markdown", [group])):
        for cell in (cell for row in table for cell in row):
            plain = [child.content for child in cell.children or () if child.type == "text"]
            assert not any(mark in text for text in plain for mark in ("@", "#", "://", "www."))


def test_a_comment_is_never_too_long() -> None:
    (finding, *_) = batchschema.check({"id": 1}, "mistral/python-sdk@1.2.0")
    wide = replace(
        finding,
        pointer=Pointer(("|`" * 4000,)),
        text="*|" * 4000,
        location=Location("_[x](y)|" * 4000, 10**9, 10**9),
    )
    text = rendered("markdown", [Group(wide)] * 100_000)
    assert len(text) < COMMENT
    assert f"and {100_000 - MOST_ROWS:,} more" in text
    assert len(tables(text)[0]) == MOST_ROWS


def test_the_examples(call: Command) -> None:
    told = call("check", *EXAMPLES, "--format", "markdown", folder=ROOT)
    assert told.stdout.startswith("### batchschema: 8 errors\n\nChecked 2 payloads in 2 inputs: 8 errors,")
    errors, notes = tables(told.stdout)
    assert (len(errors), len(notes)) == (8, 1)
    assert told.stdout.count("<details>") == told.stdout.count("</details>") == 2
    opened = call("check", *EXAMPLES, "--format", "markdown", "--show", "notes", folder=ROOT)
    assert len(tables(opened.stdout)[0]) > 8
    rules = call("check", *EXAMPLES, "--format", "markdown", "--statistics", folder=ROOT)
    assert "| `missing-required-field` | 8 |" in rules.stdout


def test_nothing_found_is_said(call: Command) -> None:
    file, variant = "tests/conforming/mistral__schema-page.json", "mistral/schema-page"
    told = call("check", file, "-V", variant, "--format", "markdown", folder=ROOT)
    assert told.stdout.startswith("### batchschema: no contradiction\n\nChecked 1 payload in 1 input")
    assert tables(told.stdout) == []


def test_what_could_not_be_judged_is_in_the_heading(call: Command) -> None:
    told = call("check", "nowhere.json", "--format", "markdown")
    assert told.stdout.startswith("### batchschema: 1 error, 1 not judged\n")
