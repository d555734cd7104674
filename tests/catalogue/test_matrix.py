"""`matrix`: what the documents state about the same fields, side by side."""

from __future__ import annotations

import re
from typing import Any

import pytest

from batchschema import load
from batchschema.reports.matrix_report import WIDEST, as_text
from batchschema.run.matrix import Selection, matrix_of, selected
from batchschema.shape import shape_of
from tests.command import Command

CODES = (
    {"required": "R", "optional": "o", "unstated": "?"},
    {"forbidden": "!", "allowed": "N", "unstated": "?"},
)


def test_each_cell_is_what_its_document_states(call: Command) -> None:
    report = call("matrix", "--all-versions", "--format", "json").report
    assert [each["id"] for each in report["variants"]] == [
        variant.id for variant in selected(load(), Selection(all_versions=True))
    ]
    for id in load():
        facts = {field.concept: (str(at), field) for at, field in shape_of(load()[id].schema).walk()}
        for row in report["concepts"]:
            cell = row["cells"].get(id)
            assert (cell is None) == (row["concept"] not in facts)
            if cell is not None:
                pointer, field = facts[row["concept"]]
                stated = {"pointer": pointer, "presence": field.presence.value, "null": field.null.value}
                assert cell == stated


def test_a_disagreement_takes_two_documents_that_state_the_fact(call: Command) -> None:
    report = call("matrix", "--format", "json").report
    vendors = {each["id"]: each["vendor"] for each in report["variants"]}
    for row in report["concepts"]:
        for fact in ("presence", "null"):
            said = {id: cell[fact] for id, cell in row["cells"].items() if cell[fact] != "unstated"}
            assert (fact in row["disagreements"]["any"]) == (len({*said.values()}) > 1)
            for vendor in {*vendors.values()}:
                own = {word for id, word in said.items() if vendors[id] == vendor}
                assert (fact in row["disagreements"]["vendors"].get(vendor, ())) == (len(own) > 1)


def test_known_disagreements_are_found(call: Command) -> None:
    rows = {row["concept"]: row for row in call("matrix", "--format", "json").report["concepts"]}
    assert rows["metadata"]["disagreements"]["vendors"]["mistral"] == ["null"]
    assert "null" in rows["completed_at"]["disagreements"]["vendors"]["openai"]
    assert "presence" in rows["completed_at"]["disagreements"]["any"]
    assert "errors" in rows
    assert "mistral/schema-page" not in rows["errors"]["cells"]


def test_text_shows_the_same_cells_in_two_letters(call: Command) -> None:
    report: Any = call("matrix", "--format", "json").report
    lines = call("matrix").stdout.splitlines()
    numbers = {found[2]: int(found[1]) for line in lines if (found := re.match(r" ?(\d+)  (\S+)$", line))}
    assert numbers == {each["id"]: number for number, each in enumerate(report["variants"], 1)}
    heading = next(index for index, line in enumerate(lines) if "disagreements" in line)
    width = max(len(row["concept"]) for row in report["concepts"])
    for row, line in zip(report["concepts"], lines[heading + 1 :], strict=False):
        assert line.startswith(f"{row['concept']:<{width}} ")
        cells = re.findall(r"..[ *]", line[width + 1 :].replace("|", "").ljust(200))
        for id, number in numbers.items():
            cell = row["cells"].get(id)
            assert cells[number - 1][:2] == (code_of(cell) if cell else " .")


def code_of(cell: dict[str, str]) -> str:
    presence = " " if cell["pointer"].endswith("*") else CODES[0][cell["presence"]]
    return presence + CODES[1][cell["null"]]


def test_a_star_marks_what_another_document_of_the_vendor_states_otherwise(call: Command) -> None:
    line = next(
        line
        for line in call("matrix", "--vendor", "mistral").stdout.splitlines()
        if line.startswith("metadata")
    )
    assert "oN*" in line
    assert "?!*" in line
    assert "o?*" not in line, "silence disagrees with nothing"
    page = call("matrix", "--vendor", "mistral", "--format", "markdown").stdout
    words, codes = (line for line in page.splitlines() if line.startswith("| metadata |"))
    assert "| **optional, may be null** |" in words
    assert "| optional, null: silent |" in words
    assert "| **oN** |" in codes


def test_a_field_that_one_document_requires_and_another_lacks_is_a_disagreement(call: Command) -> None:
    row = next(
        row for row in call("matrix", "--format", "json").report["concepts"] if row["concept"] == "errors"
    )
    assert row["disagreements"]["vendors"]["mistral"] == ["field"]
    line = next(
        line
        for line in call("matrix", "--vendor", "mistral").stdout.splitlines()
        if line.startswith("errors")
    )
    assert " .*" in line
    assert line.count("*") == len(load_labels("mistral")), "each of them takes part"


def load_labels(vendor: str) -> set[str]:
    return {variant.label for variant in load().values() if variant.vendor == vendor}


def test_a_page_says_first_where_a_vendor_contradicts_itself(call: Command) -> None:
    page = call("matrix", "--format", "markdown").stdout
    first = page.partition("\n## ")[0].splitlines()
    assert first[0] == "## Where a vendor's documents disagree"
    told = {tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in first if "| null |" in line}
    (metadata,) = (said for vendor, _, said, fields in told if (vendor, fields) == ("mistral", "`/metadata`"))
    answers = dict(part.split(": ", 1) for part in metadata.split("; "))
    assert list(answers) == ["**allowed**", "**forbidden**", "**silent**"]
    assert answers["**forbidden**"] == "schema-page"
    report: Any = call("matrix", "--format", "json").report
    counted = sum(
        len(facts) for row in report["concepts"] for facts in row["disagreements"]["vendors"].values()
    )
    assert counted == sum(line.split("|")[-2].count("`/") for line in first if line.startswith("|"))


def test_a_page_has_a_table_in_words_for_each_vendor_with_several_documents(call: Command) -> None:
    page = call("matrix", "--format", "markdown").stdout
    several = [
        vendor for vendor in {v.vendor: 1 for v in load().values()} if len(load_labels(str(vendor))) > 1
    ]
    assert re.findall(r"^## (.+)$", page, re.M)[1:-1] == sorted(map(str, several))
    one = call("matrix", "--vendor", "groq", "--format", "markdown").stdout
    assert re.findall(r"^## (.+)$", one, re.M) == ["All documents"]


@pytest.mark.parametrize("width", [40, 80, 160, 1000])
def test_text_fits_a_page_of_any_width(width: int, call: Command) -> None:
    matrix = matrix_of(selected(load(), Selection(all_versions=True)))
    legend, *blocks, _ = as_text(matrix, width).split("\n\n")[1:]
    told: dict[str, dict[str, str]] = {}
    for block in blocks:
        head, *lines = block.splitlines()
        numbers = [*re.finditer(r" ?\d+", head)]
        words = head[numbers[-1].end() :].strip("| ") if numbers else head.strip()
        assert words or max(map(len, lines)) <= width
        for line in lines:
            cells = {found[0].strip(): line[found.start() :][:3].strip(" *") for found in numbers}
            told.setdefault(line.split()[0], {}).update(cells)
    ids = {str(number): variant.id for number, variant in enumerate(matrix.variants, 1)}
    for row in call("matrix", "--all-versions", "--format", "json").report["concepts"]:
        codes = {n: code_of(row["cells"][id]).strip() if id in row["cells"] else "." for n, id in ids.items()}
        assert told[row["concept"]] == codes
    assert "| parts vendors" in legend
    assert max(map(len, call("matrix", "--all-versions").stdout.splitlines())) <= WIDEST


def test_the_newest_version_stands_for_a_document_unless_versions_are_asked_for(call: Command) -> None:
    def shown(*arguments: str) -> list[str]:
        report = call("matrix", *arguments, "--format", "json").report
        return [each["id"] for each in report["variants"]]

    newest = load()["mistral/openapi"].id
    every = [variant.id for variant in load().matching("mistral/openapi@*")]
    assert [id for id in shown() if id.startswith("mistral/openapi@")] == [newest]
    assert shown("-V", "mistral/openapi@*") == every
    assert shown("-V", "mistral/openapi") == [newest]
    assert shown("--all-versions", "--vendor", "mistral", "-V", "*/openapi*") == every
    assert shown("--vendor", "orq,gemini") == shown("--vendor", "gemini", "--vendor", "orq")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--vendor", "opnai"], "no vendor `opnai`; did you mean `openai`?"),
        (["-V", "mistral/opnapi"], "did you mean `mistral/openapi`?"),
        (["-V", "nobody/*"], "no variant `nobody/*`"),
        (["--vendor", "openai", "-V", "mistral/*"], "no variant is both"),
    ],
)
def test_an_empty_selection_is_an_error(arguments: list[str], message: str, call: Command) -> None:
    told = call("matrix", *arguments)
    assert (told.code, told.stdout) == (2, "")
    assert message in told.stderr


def test_no_vendor_is_no_selection() -> None:
    assert matrix_of([]).rows == ()
