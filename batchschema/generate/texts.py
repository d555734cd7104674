"""Texts within bounds, of a pattern or a format: merged facts, strategies, and texts at the edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from batchschema.generate.cells import Cell, mapped, picked, sieved, strategy_of, whole
from batchschema.generate.drafts import Keywords
from batchschema.generate.formats import (
    EXAMPLES,
    date_time_of,
    format_cell,
    format_strategy,
    known_format,
)
from batchschema.generate.numbers import SECONDS
from batchschema.generate.regexes import DIGITS, LOWER, Piece, Row, matcher, row_of, translated

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

WORDS: Mapping[str, tuple[str, ...]] = {
    "endpoint": ("/v1/chat/completions", "/v1/embeddings", "/v1/responses"),
    "model": ("small", "large-latest", "embed-2"),
    "completion_window": ("24h", "1h", "7d"),
    "error_list_type": ("list",),
    "error_message": ("This line is not valid JSON.", "The request body has no messages.", "Timed out."),
    "error_code": ("invalid_json_line", "request_timeout", "rate_limit_exceeded"),
    "error_param": ("body", "model", "messages"),
}
"""What such fields hold, by concept; of no vendor in particular."""
UNKNOWN_WORDS = ("paused", "archived", "PARTIALLY_DONE", "x-new")
FREE = LOWER + DIGITS + " -_./éß日"
LONGEST_FREE = 12
LONG = 1000
"""A text this long stands for `very long` where the document sets no limit."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts between two lengths that match patterns and have formats."""

    least: int = 0
    most: int | None = None
    patterns: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    """Words of an open list."""
    id_shape: str | None = None
    concept: str | None = None
    unit: str | None = None

    def holds(self, text: str) -> bool:
        """Whether lengths and patterns hold; formats are an engine's business."""
        if len(text) < self.least or (self.most is not None and len(text) > self.most):
            return False
        return all(matcher(pattern)(text) for pattern in self.patterns)

    @property
    def is_empty(self) -> bool:
        """Whether no length is left; False when that is not certain."""
        if self.most is None:
            return False
        rows = [row for pattern in self.patterns if (row := row_of(pattern)) is not None]
        return max([self.least, 0, *(len(row.shortest()) for row in rows)]) > self.most

    @property
    def needs_check(self) -> bool:
        """Whether an engine should see what is built."""
        built = not self.formats or (len(self.formats) == 1 and not self.patterns)
        return not built or any(row_of(pattern) is None for pattern in self.patterns)


def merged_texts(atoms: Iterable[Keywords]) -> Texts:
    """What all these keyword objects say of texts."""
    least, most = 0, None
    patterns: dict[str, None] = {}
    formats: dict[str, None] = {}
    hints: dict[str, object] = {}
    for words in atoms:
        least = max(least, int(words.get("minLength", 0)))
        if "maxLength" in words:
            most = int(words["maxLength"]) if most is None else min(most, int(words["maxLength"]))
        if "pattern" in words:
            patterns[words["pattern"]] = None
        if known_format(words.get("format", "")):
            formats[words["format"]] = None
        hints = {**words, **hints}
    known = hints.get("x-known-values")
    return Texts(
        least,
        most,
        tuple(patterns),
        tuple(formats),
        tuple(word for word in known if isinstance(word, str)) if isinstance(known, list) else (),
        _text_or_none(hints.get("x-id-shape")),
        _text_or_none(hints.get("x-concept")),
        _text_or_none(hints.get("x-unit")),
    )


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def text_strategy(texts: Texts) -> SearchStrategy[str]:
    """Any of these texts, strange ones included."""
    from hypothesis import strategies as st

    if texts.formats:
        if not texts.patterns and not texts.least and texts.most is None:
            return format_strategy(texts.formats[0])
        strategy = sieved(format_cell(texts.formats[0]), texts.holds)
        return strategy | _pattern_strategy(texts) if texts.patterns else strategy
    if texts.patterns:
        return _pattern_strategy(texts)
    return st.text(min_size=texts.least, max_size=texts.most)


def _pattern_strategy(texts: Texts) -> SearchStrategy[str]:
    from hypothesis import strategies as st

    rows = [row for pattern in texts.patterns if (row := row_of(pattern)) is not None]
    narrowed = [row for each in rows if (row := each.within(texts.least, texts.most)) is not None]
    if narrowed:
        cells = [row.cell() for row in narrowed]
        if len(texts.patterns) == 1:
            return strategy_of(cells[0])
        return st.one_of([sieved(cell, texts.holds) for cell in cells])
    pattern = texts.patterns[0]
    plain = pattern.isascii() and not any(
        sign in pattern for sign in ("[^", "\\u", "\\x", "\\W", "\\D", "\\S")
    )
    letters = st.characters(min_codepoint=32, max_codepoint=126) if plain else None
    return st.from_regex(translated(pattern), alphabet=letters).filter(texts.holds)


def realistic_text(texts: Texts) -> Cell | None:
    """A text as a service would send it; None where only the general strategy will do."""
    cell = _hinted(texts)
    if cell is not None:
        return cell
    if texts.formats:
        plain = len(texts.formats) == 1 and not texts.patterns and not texts.least and texts.most is None
        return format_cell(texts.formats[0]) if plain else None
    if texts.patterns:
        row = row_of(texts.patterns[0]) if len(texts.patterns) == 1 else None
        row = row.within(texts.least, texts.most) if row is not None else None
        return row.cell() if row is not None else None
    free = Row((Piece(FREE, 0, None),)).within(texts.least, texts.most, more=LONGEST_FREE)
    return free.cell() if free is not None else None


def _hinted(texts: Texts) -> Cell | None:
    if texts.known:
        words = [word for word in (*texts.known * 3, *UNKNOWN_WORDS) if texts.holds(word)]
        return picked(words) if words and not texts.formats else None
    if texts.unit == "rfc3339":
        return mapped(whole(*SECONDS), date_time_of) if not texts.patterns and texts.most is None else None
    if texts.id_shape is not None and not texts.patterns:
        row = row_of(texts.id_shape)
        row = row.within(texts.least, texts.most, more=24) if row is not None else None
        if row is not None and _ids_have_format(row, texts):
            return row.cell()
    words = [word for word in WORDS.get(texts.concept or "", ()) if texts.holds(word)]
    return picked(words) if words and not texts.formats else None


def _ids_have_format(row: Row, texts: Texts) -> bool:
    """Whether ids of the recorded shape have the documented format: known of UUIDs only."""
    return not texts.formats or (texts.formats == ("uuid",) and len(row.shortest()) == 36)


def text_edges(texts: Texts) -> list[str]:
    """The shortest and the longest text, and strange ones between."""
    candidates: list[str] = []
    if texts.known:
        candidates += [texts.known[0], texts.known[-1], *UNKNOWN_WORDS[:1]]
    for name in texts.formats:
        candidates += EXAMPLES[name]
    shapes = [*texts.patterns] if texts.patterns else [texts.id_shape] if texts.id_shape else []
    for shape in shapes:
        row = row_of(shape)
        row = row.within(texts.least, texts.most, more=LONG) if row is not None else None
        if row is not None:
            candidates += [row.shortest(), row.longest()]
    if not candidates and not texts.patterns:
        longest = texts.most if texts.most is not None else max(LONG, texts.least)
        candidates += ["a" * texts.least, "z" * min(longest, 2**16)]
        candidates += [*WORDS.get(texts.concept or "", ())[:1]]
        candidates += ["日" + "é" * (texts.least - 1), " " * max(texts.least, 1), "0" * max(texts.least, 1)]
        if texts.most is not None and texts.most > texts.least:
            candidates.append("a" * min(texts.most - 1, 2**16))
    return [text for text in dict.fromkeys(candidates) if texts.holds(text)]
