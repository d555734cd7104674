"""The comment on a pull request, read back by a Markdown parser."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import markdown_it
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

import batchschema
from batchschema.core import Finding, Group, Pointer
from batchschema.core.instance import Location
from batchschema.reports.alike import alike_together, apart
from batchschema.reports.concise_report import printable
from batchschema.reports.markdown_report import MOST_FIELDS, WIDEST
from batchschema.reports.paths import legible
from tests.command import ROOT, Command
from tests.reports.rendering import EXAMPLES, alike, groups, recurring, rendered

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
    """A cell as it is shown; nothing in it may be more than text, code, emphasis and line breaks of ours."""
    assert cell.children is not None
    breaks = [child for child in cell.children if (child.type, child.content) == ("html_inline", "<br>")]
    assert len(breaks) <= 1
    assert {child.type for child in cell.children if child not in breaks} <= HARMLESS
    return "".join("\n" if child in breaks else child.content for child in cell.children)


def shown(text: str) -> str:
    text = printable(legible(text))
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def place(location: Location) -> str:
    return shown(":".join(str(part) for part in location if part is not None)).strip()


def subject(finding: Finding) -> str:
    return shown(str(finding.pointer)) or "the payload"


@given(st.lists(st.one_of(groups, recurring, alike), min_size=1, max_size=5))
def test_hostile_names_and_texts_come_back(found: list[Group]) -> None:
    (table, *_) = tables(rendered("markdown", found))
    ordered = sorted(found, key=lambda group: -group.finding.severity)
    for row, group in zip(table, alike_together(ordered), strict=True):
        finding = group.finding
        severity, rule, what, against, where, times = map(read, row)
        assert (severity, rule) == (finding.severity.label, finding.rule)
        assert (against, times) == (finding.variant or "", f"{group.total:,}")
        assert finding.location is not None
        own = f" (x{group.count:,})" if group.alike and group.count > 1 else ""
        assert where.split() == f"{place(finding.location)}{own}".split()
        said = (f"{subject(finding)} " if finding.variant else "") + shown(finding.text)
        others = ", ".join(subject(each.finding) + apart(each, finding, place) for each in group.alike)
        assert what.split() == f"{said}\n{'likewise ' if others else ''}{others}".split()


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
    text = rendered("markdown", [Group(replace(wide, hint=str(number))) for number in range(100_000)])
    assert len(text) < COMMENT
    assert f"and {100_000 - MOST_FIELDS:,} more" in text
    assert len(tables(text)[0]) == MOST_FIELDS
    elsewhere = replace(wide, location=Location("|`" * 4000, 10**9, 10**9))
    text = rendered("markdown", [Group(wide, 10**9), *[Group(elsewhere, 10**9)] * 100_000])
    assert len(text) < COMMENT
    (((*_, what, _, _, _),),) = tables(text)
    assert read(what).endswith(f", {100_001 - MOST_FIELDS:,} more fields")


def test_the_examples(call: Command) -> None:
    told = call("check", *EXAMPLES, "--format", "markdown", folder=ROOT)
    assert told.stdout.startswith("### batchschema: 8 errors\n\nChecked 2 payloads in 2 inputs: 8 errors,")
    errors, notes = tables(told.stdout)
    assert (len(errors), len(notes)) == (1, 1)
    assert told.stdout.count("<details>") == told.stdout.count("</details>") == 2
    opened = call("check", *EXAMPLES, "--format", "markdown", "--show", "notes", folder=ROOT)
    assert len(tables(opened.stdout)[0]) > 1
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
