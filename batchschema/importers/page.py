"""A markdown page as sections with tables, code blocks and lists; every part knows its line."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

PADDING = re.compile(r"[ \t]{2,}(?=\|)|(?<=\|)[ \t]{2,}")
RULER = re.compile(r"-{4,}")
UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
CODE_OR_PIPE = re.compile(r"`[^`]*`|\\.|(\|)")
RENAMED = {"getter type": "type"}
"""Java's newest pages have the type that a client sets beside the one it gets, which is the wire's."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column heading, in lower case."""

    line: int
    cells: dict[str, str]
    misshapen: bool = False
    """True when it has not as many cells as the table has columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, perhaps of its headings only."""

    line: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def has(self, *columns: str) -> bool:
        """Whether the table has all these columns."""
        return set(columns) <= {*self.columns}


@dataclass(frozen=True, slots=True)
class Code:
    """A fenced code block."""

    line: int
    language: str
    text: str


@dataclass(slots=True)
class Section:
    """What follows a heading, up to the next heading."""

    heading: str
    level: int
    line: int
    prose: list[str] = field(default_factory=list)
    items: list[tuple[int, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    stray: list[tuple[int, str]] = field(default_factory=list)
    """Lines that look like rows of a table and belong to none."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page; the first section holds what precedes the first heading of the second level."""

    source: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The first heading of the first level; empty without one."""
        return next((section.heading for section in self.sections if section.level == 1), "")

    @property
    def intro(self) -> str:
        """The prose under the title."""
        return " ".join(text for section in self.sections if section.level < 2 for text in section.prose)

    def section(self, heading: str) -> Section | None:
        """The first section with this heading."""
        return next((section for section in self.sections if section.heading == heading), None)

    def below(self, heading: str) -> Iterator[Section]:
        """The sections one level deeper that follow a heading."""
        above = 0
        for section in self.sections:
            if above and section.level > above:
                yield section
            elif above:
                return
            elif section.heading == heading:
                above = section.level

    def tables(self) -> Iterator[Table]:
        """All tables of the page."""
        for section in self.sections:
            yield from section.tables


def parse_page(text: str, source: str) -> Page:
    """Read a page; whatever it holds, this never fails."""
    lines = text.split("\n")
    slim = [_without_padding(line) if line.lstrip().startswith("|") else line for line in lines]
    sections = [Section("", 0, 1)]
    tokens = _parser().parse("\n".join(slim))
    index, depth = 0, 0
    while index < len(tokens):
        token = tokens[index]
        line = token.map[0] + 1 if token.map else 1
        if token.type == "heading_open":
            sections.append(Section(tokens[index + 1].content.strip(), int(token.tag[1:]), line))
        elif token.type == "table_open":
            table, index = _table(tokens, index, lines, sections[-1].stray)
            sections[-1].tables.append(table)
        elif token.type in ("fence", "code_block"):
            sections[-1].codes.append(Code(line, token.info.strip().lower(), token.content))
        elif token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "inline" and tokens[index - 1].type == "paragraph_open":
            _add_paragraph(sections[-1], token.content, line, bool(depth))
        index += 1
    return Page(source, tuple(sections))


def _add_paragraph(section: Section, text: str, line: int, in_list: bool) -> None:
    if in_list:
        section.items.append((line, text))
        return
    section.prose.append(text.replace("\n", " "))
    section.stray += [
        (line + offset, part) for offset, part in enumerate(text.split("\n")) if part.startswith("|")
    ]


@functools.cache
def _parser() -> Any:
    """Blocks only: what is in a cell is read by the notation's own grammar."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["table", "fence", "heading", "list"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _without_padding(line: str) -> str:
    return RULER.sub("---", PADDING.sub(" ", line))


def _table(
    tokens: list[Any], index: int, lines: list[str], stray: list[tuple[int, str]]
) -> tuple[Table, int]:
    """The table that opens at `index`, and where it closes.

    What has no `|`, or does not begin with one as the headings do, is no row.
    """
    first: int = tokens[index].map[0] + 1
    columns: list[str] = []
    cells: list[str] = []
    rows: list[Row] = []
    framed = lines[first - 1].lstrip().startswith("|")
    line = first
    while tokens[index].type != "table_close":
        token = tokens[index]
        if token.type == "tr_open":
            line, cells = token.map[0] + 1, []
        elif token.type == "inline":
            cells.append(token.content.strip())
        elif token.type == "tr_close" and not columns:
            columns = [RENAMED.get(cell.lower(), cell.lower()) for cell in cells]
        elif token.type == "tr_close":
            text = lines[line - 1].lstrip()
            if text.startswith("|") or ("|" in text and not framed):
                rows.append(_row(line, text, columns, cells))
            elif "|" in text:
                stray.append((line, text))
        index += 1
    return Table(first, tuple(columns), tuple(rows)), index


def _row(line: int, text: str, columns: list[str], cells: list[str]) -> Row:
    """A row; where a `|` in code made it too long, the code is taken as one."""
    if (count := _cell_count(text)) > len(columns):
        whole = _cells_around_code(text)
        if len(whole) == len(columns):
            return Row(line, dict(zip(columns, whole, strict=True)))
    return Row(line, dict(zip(columns, cells, strict=False)), count != len(columns))


def _cells_around_code(text: str) -> list[str]:
    text = text.strip().removeprefix("|").removesuffix("|")
    cuts = [found.start() for found in CODE_OR_PIPE.finditer(text) if found[1]]
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _cell_count(line: str) -> int:
    line = line.strip()
    count = len(UNESCAPED_PIPE.findall(line)) + 1
    return count - line.startswith("|") - (line.endswith("|") and not line.endswith("\\|"))
