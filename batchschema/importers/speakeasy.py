"""What Speakeasy's model pages have in common in all languages: tables, enums, unions, links, examples."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from batchschema.core import Null, Presence
from batchschema.core.instance import Passage
from batchschema.importers.described import Described, Openness, either
from batchschema.importers.doubt import Doubt, UnreadableDocument, excerpt
from batchschema.importers.literals import NoLiteral, examples_in
from batchschema.importers.page import Code, Page, Row, Section, Table
from batchschema.importers.page_links import Open, identity, linked_page, places_of
from batchschema.importers.proofs import in_wire_names, proved_by
from batchschema.importers.prose import limited, timed
from batchschema.importers.speakeasy_terms import Resolve
from batchschema.importers.type_terms import Term, UnparsedType

MARKS = {":heavy_check_mark:": Presence.REQUIRED, ":heavy_minus_sign:": Presence.OPTIONAL}
EXTRAS = ("__pydantic_extra__", "additionalProperties", "AdditionalProperties")
BREAK = re.compile(r"<br\s*/?>", re.I)
BULLET = re.compile(r'`?"((?:[^"\\]|\\.)*)"`?')
INTEGER = re.compile(r"-?\d+\Z")


class Language(Protocol):
    """What differs between the languages of Speakeasy's pages."""

    NOTATION: str
    CASING: str
    """How it spells fields: snake, camel or pascal."""
    QUALIFIES: bool
    """Whether a model's name stands behind that of its package."""
    LOWERS_LINKS: bool
    """Whether the file of a model's page is named in lower case."""
    WRAPS_OPTIONAL: bool
    """Whether a type without wrapper says that null is forbidden, and so an optional field has a wrapper."""
    FENCES: tuple[str, ...]
    """The code blocks whose examples can be read."""

    def parse(self, text: str) -> Term:
        """Read a type cell; raises `UnparsedType`."""

    def wire_name(self, name: str) -> str:
        """A field's name on the wire."""

    def described(self, term: Term, resolve: Resolve) -> Described:
        """The facts of a type; raises `UnparsedType` for a name that is none."""

    def member_type(self, code: str) -> str | None:
        """The type of a union's member by the code below its heading; None when the code does not tell."""


class Pages:
    """Reads pages and the pages they refer to; each is read once, and a circle is left open."""

    def __init__(self, language: Language, open_page: Open) -> None:
        self.language, self._open_page = language, open_page
        self._done: dict[str, Described] = {}
        self._under_way: list[str] = []
        self.doubts: list[Doubt] = []

    @property
    def folded(self) -> int:
        """How many pages were described beside the first."""
        return max(len(self._done) - 1, 0)

    def describe(self, page: Page) -> Described:
        """What one page says; raises `UnreadableDocument` when it is no model page."""
        key = identity(page.source)
        self._under_way.append(key)
        try:
            self._done[key] = self._of_page(page)
        finally:
            self._under_way.pop()
        return self._done[key]

    def _of_page(self, page: Page) -> Described:
        if (fields := _fields_table(page)) is not None:
            node = self._of_fields(page, fields)
            return self._with_examples(page, limited(node, page.intro))
        if (values := page.section("Values")) is not None:
            return self._of_values(page, values)
        if page.section("Supported Types") is not None:
            return self._of_union(page)
        named = (part for part in page.sections if part.heading == "Fields" and part.level > 1)
        section = next(named, None)
        line = section.line if section is not None else None
        broken = "its table is broken: no row of dashes under the headings"
        if section is None or section.tables:
            broken = "no table of fields" if section is None else "its table has no columns Field and Type"
        raise UnreadableDocument(
            page.source,
            f"{broken}; a model page has a table under Fields, a list of values or supported types",
            line,
        )

    def _of_fields(self, page: Page, table: Table) -> Described:
        properties: dict[str, Described] = {}
        extras: Described | None = None
        for section in page.sections:
            for line, text in section.stray:
                self._doubt("broken-table", f"a row that no table holds: {excerpt(text)}", page, line)
        for row in table.rows:
            if row.misshapen:
                self._doubt(
                    "broken-table",
                    f"a row has not {len(table.columns)} cells as the headings have",
                    page,
                    row.line,
                )
            name, node = self._of_row(page, row)
            if name in EXTRAS and node.values_of is not None:
                extras = node.values_of
            elif name:
                self._add(page, properties, name, node)
        if not properties and extras is None:
            extras = Described()
        if self.language.WRAPS_OPTIONAL and any(map(_is_bare, properties.values())):
            properties = {name: _without_null(node) for name, node in properties.items()}
        passage = Passage(page.source, table.line)
        return Described(types=("object",), properties=properties, values_of=extras, passage=passage)

    def _add(self, page: Page, properties: dict[str, Described], name: str, node: Described) -> None:
        wire = self.language.wire_name(name)
        if wire in properties:
            other = properties[wire].sdk_name or wire
            text = f"`{name}` and `{other}` are both `{wire}` on the wire; `{name}` is kept as it is written"
            self._doubt("name-collision", text, page, (node.passage and node.passage.line) or 1)
            wire = name
        node = replace(node, sdk_name=name if wire != name else None)
        properties[wire] = timed(node, wire)

    def _of_row(self, page: Page, row: Row) -> tuple[str, Described]:
        raw = row.cells.get("field", row.cells.get("name", ""))
        name = raw.replace("~~", "").strip().strip("`").replace("\\_", "_")
        cell = row.cells.get("type", "").strip()
        prose = BREAK.sub(" ", row.cells.get("description", ""))
        node = self._of_cell(page, cell, row.line)
        mark = row.cells.get("required", "")
        if mark not in MARKS:
            self._doubt(
                "broken-table",
                f"neither a tick nor a minus sign: {excerpt(mark) or 'an empty cell'}",
                page,
                row.line,
            )
        node = replace(
            node,
            presence=MARKS.get(mark, Presence.UNSTATED),
            written=cell or None,
            deprecated=raw.startswith("~~"),
            passage=Passage(page.source, row.line),
            prose="" if prose == "N/A" else prose,
        )
        return name, limited(node, prose)

    def _of_cell(self, page: Page, cell: str, line: int) -> Described:
        def resolve(name: str, target: str | None) -> Described:
            return self._of_reference(page, line, name, target)

        try:
            return self.language.described(self.language.parse(cell), resolve)
        except UnparsedType as wrong:
            self._doubt(
                "unparsed-type-notation",
                f"{excerpt(cell) or 'an empty cell'}: {wrong.expected} expected",
                page,
                line,
            )
            return Described()

    def _of_reference(self, page: Page, line: int, name: str, target: str | None) -> Described:
        places = places_of(page, name, target)
        if not places:
            self._doubt("unresolvable-reference", f"`{name}` has no page here; left open", page, line)
            return Described()
        seen = [identity(place) for place in places]
        if any(key in self._under_way for key in seen):
            self._doubt("unresolvable-reference", f"`{name}` contains itself; left open there", page, line)
            return Described()
        done = next((key for key in seen if key in self._done), None)
        return self._done[done] if done is not None else self._opened(page, line, name, places)

    def _opened(self, page: Page, line: int, name: str, places: list[str]) -> Described:
        place, linked = linked_page(places, name, self._open_page)
        flaw = f"the page {os.path.basename(place)} of `{name}` is not there; left open"
        if linked is not None:
            try:
                return self.describe(linked)
            except UnreadableDocument as error:
                flaw, page, line = f"`{name}`: {error.reason}; left open", linked, error.line or 1
        self._doubt("unresolvable-reference", flaw, page, line)
        self._done[identity(place)] = Described()
        return Described()

    def _of_values(self, page: Page, section: Section) -> Described:
        if section.codes:
            return self._of_union_code(page, section.codes[0])
        open_ = any("open enum" in text.lower() for text in _remarks(page))
        if section.tables:
            words = [_cell_value(row.cells.get("value", "")) for row in section.tables[0].rows]
        else:
            words = [found[1] for _, text in section.items if (found := BULLET.search(text))]
        if not words:
            self._doubt("broken-table", "no values under Values", page, section.line)
            return Described()
        if section.tables and all(INTEGER.match(word) for word in words):
            text = "values without quotes that are numbers or words: the type is left open"
            self._doubt("unparsed-type-notation", text, page, section.line)
            return Described()
        openness: Openness = "open" if open_ else "closed"
        passage = Passage(page.source, section.line)
        return Described(("string",), values=tuple(dict.fromkeys(words)), openness=openness, passage=passage)

    def _of_union_code(self, page: Page, code: Code) -> Described:
        """`"A" | "B"`, perhaps with `| Unrecognized<string>` at the end."""
        return self._of_cell(page, code.text.strip(), code.line)

    def _of_union(self, page: Page) -> Described:
        members = []
        for section in page.below("Supported Types"):
            text = section.heading.strip().strip("`").strip()
            code = section.codes[0].text if section.codes else ""
            if not text or not self._parses(text):
                text = self.language.member_type(code) or text
            members.append(self._of_cell(page, text, section.line))
        if not members:
            line = next((part.line for part in page.sections if part.heading == "Supported Types"), 1)
            self._doubt("unparsed-type-notation", "no type under Supported Types", page, line)
        return either(members)

    def _parses(self, text: str) -> bool:
        try:
            term = self.language.parse(text)
            self.language.described(term, lambda name, target: Described())
        except UnparsedType:
            return False
        return True

    def _with_examples(self, page: Page, node: Described) -> Described:
        """Let each null in the page's own examples prove that null may come there."""
        section = page.section("Example Usage")
        for code in section.codes if section is not None else ():
            if code.language not in self.language.FENCES:
                continue
            try:
                values = examples_in(code.text)
            except NoLiteral as wrong:
                line = code.line + 1 + wrong.line
                self._doubt("unparsed-example", f"{wrong.expected} expected", page, line)
                continue
            for title, value in values:
                if title.rpartition(".")[2] in ("", page.title):
                    wire = in_wire_names(value, node)
                    shown = (*node.shown, (wire, Passage(page.source, code.line)))
                    node = replace(proved_by(node, wire), shown=shown)
        return node

    def _doubt(self, rule: str, text: str, page: Page, line: int) -> None:
        doubt = Doubt(rule, text, Passage(page.source, line))
        if doubt not in self.doubts:
            self.doubts.append(doubt)


def _fields_table(page: Page) -> Table | None:
    section = page.section("Fields")
    tables = section.tables if section is not None else ()
    return next((table for table in tables if table.has("field", "type")), None)


def _is_bare(node: Described) -> bool:
    """Whether an optional field has no wrapper: the page was made by a generator that knew of none."""
    return node.presence is Presence.OPTIONAL and node.null is Null.FORBIDDEN


def _without_null(node: Described) -> Described:
    return replace(node, null=Null.UNSTATED) if node.null is Null.FORBIDDEN else node


def _remarks(page: Page) -> Iterator[str]:
    """A page's sentences, those in the comments of its code among them."""
    for section in page.sections:
        yield from section.prose
        yield from (code.text for code in section.codes)


def _cell_value(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == "`" else text
