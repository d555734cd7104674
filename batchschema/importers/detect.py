"""Which notation a page is written in, told from its types, its code blocks and how it spells keys.

Where a page fits two languages alike, those it links to are asked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from batchschema.importers import (
    speakeasy_csharp,
    speakeasy_go,
    speakeasy_java,
    speakeasy_php,
    speakeasy_python,
    speakeasy_ruby,
    speakeasy_typescript,
)
from batchschema.importers.described import Described
from batchschema.importers.doubt import UnreadableDocument
from batchschema.importers.page import Page, Table
from batchschema.importers.page_links import Open, identity, places_of
from batchschema.importers.speakeasy import EXTRAS, Language
from batchschema.importers.type_terms import UnparsedType

LINK = re.compile(r"\[([^\[\]]+)\]\(([^)]*\.md)\)")
QUALIFIED = re.compile(r"\w(?:\.|::|\\)\w")
MOST_ASKED = 16
"""How many pages are read to tell the language of one."""
NAME_COLUMNS = ("field", "parameter", "name")
SPOKEN: tuple[Language, ...] = (
    speakeasy_python, speakeasy_typescript, speakeasy_go, speakeasy_java, speakeasy_csharp, speakeasy_ruby,
    speakeasy_php,
)  # fmt: skip
LANGUAGES: Mapping[str, Language] = {language.NOTATION: language for language in SPOKEN}


def name_column(table: Table) -> str | None:
    """The column with the names of what has a type; None for a table of something else.

    The table of security schemes on a first page also has names and types.
    """
    if table.has("scheme"):
        return None
    return next((name for name in NAME_COLUMNS if table.has(name, "type")), None)


def language_of(page: Page, open_page: Open) -> Language:
    """The language that reads most of a page's types; raises `UnreadableDocument` when none reads any."""
    if fitting := fitting_languages(page, open_page):
        return fitting[0]
    if page.section("Fields") or page.section("Values") or page.section("Supported Types"):
        return speakeasy_python  # an enum's table or an empty one looks alike in all but TypeScript
    raise UnreadableDocument(
        page.source, "no table of fields and no notation that is known here; `--notation` names one"
    )


def fitting_languages(page: Page, open_page: Open) -> list[Language]:
    """The languages that read most of a page's types: none, one, or several that it fits alike."""
    best = _best([*LANGUAGES.values()], page)
    waiting, asked = [page], {identity(page.source)}
    while len(best) > 1 and waiting and len(asked) <= MOST_ASKED:
        for linked in _linked(waiting.pop(0), open_page):
            if identity(linked.source) not in asked:
                asked.add(identity(linked.source))
                waiting.append(linked)
                best = _best(best, linked) or best
    return best


def _best(languages: list[Language], page: Page) -> list[Language]:
    scores = [_score(page, language) for language in languages]
    highest = max(scores)
    return [one for one, score in zip(languages, scores, strict=True) if score == highest > 0]


def _linked(page: Page, open_page: Open) -> Iterator[Page]:
    cells = (row.cells.get("type", "") for table in page.tables() for row in table.rows)
    found = {(name, target) for cell in cells for name, target in LINK.findall(cell)}
    for name, target in sorted(found):
        opened = (open_page(place) for place in places_of(page, name, target))
        yield from islice((linked for linked in opened if linked is not None), 1)


def _score(page: Page, language: Language) -> int:
    fences = {code.language for section in page.sections for code in section.codes}
    score = 2 * bool(fences & {*language.FENCES})
    for table in page.tables():
        column = name_column(table)
        for row in table.rows[:50] if column is not None else ():
            cell = row.cells.get("type", "")
            score += _reads(language, cell) * 2 + _refers(language, cell)
            score += _spells(language, row.cells.get(column or "", "").strip("~` "))
    return score


def _reads(language: Language, cell: str) -> int:
    try:
        language.described(language.parse(cell), lambda name, target: Described())
    except UnparsedType:
        return -1
    return 1


def _refers(language: Language, cell: str) -> int:
    """Whether a page is linked as in the language: with or without its package, and how it is named."""
    found = LINK.search(cell)
    if found is None:
        return 0
    score = 1 if (QUALIFIED.search(found[1]) is not None) == language.QUALIFIES else -1
    return score + (2 if os.path.basename(found[2]).islower() == language.LOWERS_LINKS else -2)


def _spells(language: Language, name: str) -> int:
    """Whether a name has the language's capitals: first, inside, or none."""
    if not name or name in EXTRAS:
        return 0
    found = {
        "pascal": name[0].isupper() and not name.isupper(),
        "camel": not name[0].isupper() and name != name.lower() and "_" not in name,
        "snake": "_" in name and name == name.lower(),
    }
    if found[language.CASING]:
        return 1
    return -1 if any(found.values()) or language.CASING == "pascal" else 0
