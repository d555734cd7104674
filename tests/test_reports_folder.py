"""What reports/ shows is what the commands print; `--update-snapshots` writes it anew."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.command import ROOT, Command

HERE = "tests/test_reports_folder.py"


class Page(NamedTuple):
    """One page: what it is about, and the command that prints it."""

    name: str
    title: str
    lead: str
    command: tuple[str, ...]
    code: int = 0


PAGES = (
    Page(
        "matrix",
        "What the documents state",
        "Presence and null of each field by its meaning, in the newest version of each document we keep.",
        ("matrix", "--format", "markdown"),
    ),
    Page(
        "conformance",
        "Payloads by documents",
        "How each vendor's documents take [our test payloads](../tests/payloads/INDEX.md) of its jobs.",
        ("check", "tests/payloads", "--variant", "all", "--format", "markdown"),
        1,
    ),
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_fresh(page: Page, call: Command, request: pytest.FixtureRequest) -> None:
    told = call(*page.command, folder=ROOT)
    assert (told.code, told.stderr) == (page.code, "")
    fresh = (
        f"<!-- written by `pytest {HERE} --update-snapshots` -->\n# {page.title}\n\n{page.lead}\n"
        f"Printed by `batchschema {' '.join(page.command)}`.\n\n{told.stdout}"
    )
    path = ROOT / "reports" / f"{page.name}.md"
    if request.config.getoption("--update-snapshots"):
        path.write_text(fresh, encoding="utf-8")
        return
    assert path.read_text(encoding="utf-8") == fresh, f"run pytest {HERE} --update-snapshots"


def test_nothing_else_is_there() -> None:
    assert {path.name for path in (ROOT / "reports").glob("*.md")} == {f"{page.name}.md" for page in PAGES}
