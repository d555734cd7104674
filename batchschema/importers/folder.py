"""A folder of model pages at once: how many rows there are, and which types cannot be read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from batchschema.core.instance import Passage
from batchschema.importers.described import Described
from batchschema.importers.detect import LANGUAGES, fitting_languages, language_of, name_column
from batchschema.importers.document import read_text
from batchschema.importers.doubt import Doubt, UnreadableDocument, excerpt
from batchschema.importers.page import Page, parse_page
from batchschema.importers.read import open_page
from batchschema.importers.speakeasy import Language
from batchschema.importers.type_terms import UnparsedType


@dataclass(slots=True)
class FolderCount:
    """What was found in a folder."""

    pages: int = 0
    rows: int = 0
    parsed: int = 0
    """Rows whose type was read."""
    notations: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    """Pages by what they hold: fields, values, union, empty object, other."""
    unparsed: list[Doubt] = field(default_factory=list)
    unreadable: list[UnreadableDocument] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Which part of the rows was read, in whole ten-thousandths: 1.0 says all, or that there are none."""
        return self.parsed * 10_000 // self.rows / 10_000 if self.rows else 1.0


def count_folder(folder: str, notation: str | None = None) -> FolderCount:
    """Read every page below a folder, links not followed; nothing in a page ends it."""
    total = FolderCount()
    for path in iter_pages(folder):
        try:
            page = parse_page(read_text(path).page(), path)
        except UnreadableDocument as error:
            total.unreadable.append(error)
            continue
        _count_page(page, notation, total)
    return total


def iter_pages(folder: str) -> Iterator[str]:
    """The markdown files below a folder, in a fixed order."""
    for above, folders, names in os.walk(folder):
        folders.sort()
        yield from (os.path.join(above, name) for name in sorted(names) if name.lower().endswith(".md"))


def _count_page(page: Page, notation: str | None, total: FolderCount) -> None:
    total.pages += 1
    kind = _kind(page)
    total.kinds[kind] += 1
    if kind == "other" and not any(table.has("type") for table in page.tables()):
        return
    language = LANGUAGES[notation] if notation is not None else _language_of(page)
    if language is not None and (kind != "values" or fitting_languages(page, open_page)):
        total.notations[language.NOTATION] += 1
    for table in page.tables():
        for row in table.rows if name_column(table) is not None else ():
            total.rows += 1
            cell = row.cells.get("type", "")
            if reason := _flaw(language, cell):
                total.unparsed.append(Doubt("unparsed-type-notation", reason, Passage(page.source, row.line)))
            else:
                total.parsed += 1


def _language_of(page: Page) -> Language | None:
    try:
        return language_of(page, open_page)
    except UnreadableDocument:
        return None


def _flaw(language: Language | None, cell: str) -> str | None:
    if language is None:
        return f"{excerpt(cell) or 'an empty cell'}: no notation that is known here"
    try:
        language.described(language.parse(cell), lambda name, target: Described())
    except UnparsedType as wrong:
        return f"{excerpt(cell) or 'an empty cell'}: {wrong.expected} expected"
    return None


def _kind(page: Page) -> str:
    if (section := page.section("Fields")) is not None:
        return "fields" if any(table.rows for table in section.tables) else "empty object"
    if page.section("Values") is not None:
        return "values"
    return "union" if page.section("Supported Types") is not None else "other"
