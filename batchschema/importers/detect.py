"""Which notation a page is written in, told from its types, its code blocks and how it spells keys."""

from __future__ import annotations

from collections.abc import Mapping

from batchschema.importers import speakeasy_go, speakeasy_python, speakeasy_typescript
from batchschema.importers.described import Described
from batchschema.importers.doubt import UnreadableDocument
from batchschema.importers.page import Page, Table
from batchschema.importers.speakeasy import EXTRAS, Language
from batchschema.importers.type_terms import UnparsedType

NAME_COLUMNS = ("field", "parameter", "name")
LANGUAGES: Mapping[str, Language] = {
    module.NOTATION: module for module in (speakeasy_python, speakeasy_typescript, speakeasy_go)
}


def name_column(table: Table) -> str | None:
    """The column with the names of what has a type; None for a table of something else."""
    return next((name for name in NAME_COLUMNS if table.has(name, "type")), None)


def language_of(page: Page) -> Language:
    """The language that reads most of a page's types; raises `UnreadableDocument` when none reads any."""
    scores = {name: _score(page, language) for name, language in LANGUAGES.items()}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0:
        return LANGUAGES[best]
    if page.section("Fields") or page.section("Values") or page.section("Supported Types"):
        return speakeasy_python  # an enum's table or an empty one looks alike in all but TypeScript
    raise UnreadableDocument(
        page.source, "no table of fields and no notation that is known here; `--notation` names one"
    )


def _score(page: Page, language: Language) -> int:
    fences = {code.language for section in page.sections for code in section.codes}
    score = 2 * bool(fences & {*language.FENCES})
    for table in page.tables():
        column = name_column(table)
        for row in table.rows[:50] if column is not None else ():
            score += _reads(language, row.cells.get("type", "")) * 2
            score += _spells(language, row.cells.get(column or "", "").strip("~` "))
    return score


def _reads(language: Language, cell: str) -> int:
    try:
        language.described(language.parse(cell), lambda name, target: Described())
    except UnparsedType:
        return -1
    return 1


def _spells(language: Language, name: str) -> int:
    """Go has capitals first, TypeScript inside, Python none."""
    if not name or name in EXTRAS:
        return 0
    goish = name[0].isupper() and not name.isupper()
    camel = not goish and name != name.lower() and "_" not in name
    snake = "_" in name and name == name.lower()
    if language.NOTATION == speakeasy_go.NOTATION:
        return 1 if goish else -1
    if language.NOTATION == speakeasy_typescript.NOTATION:
        return 1 if camel else -1 if snake or goish else 0
    return 1 if snake else -1 if camel or goish else 0
