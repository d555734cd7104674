"""Texts of the formats that both engines assert (JSON Schema 2020-12 validation, section 7.3)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from batchschema.generate.cells import Cell, mapped, picked, strategy_of, whole
from batchschema.generate.numbers import SECONDS
from batchschema.generate.regexes import DIGITS, LOWER, Piece, Row

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

OFFSETS = ("Z", "+00:00", "-08:00", "+05:30", "z")
FIRST_DAY, LAST_DAY = -719_162, 2_932_896
"""0001-01-01 and 9999-12-31, in days since 1970."""
CHARACTERS = LOWER + DIGITS

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "uuid": ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    "date-time": ("2024-01-01T00:00:00Z", "2024-02-29T23:59:59.999999-08:00", "0001-01-01T00:00:00Z"),
    "date": ("2024-01-01", "2024-02-29", "0001-01-01", "9999-12-31"),
    "time": ("00:00:00Z", "23:59:59.999999+05:30"),
    "duration": ("PT0S", "P1Y2M3DT4H5M6S", "P1W"),
    "email": ("a@b.co", "first.last+tag@mail.example.org"),
    "idn-email": ("a@b.co", "first.last+tag@mail.example.org"),
    "hostname": ("a", "batch-01.example.org", "a" * 63 + ".org"),
    "idn-hostname": ("a", "batch-01.example.org"),
    "ipv4": ("0.0.0.0", "255.255.255.255"),
    "ipv6": ("::", "2001:db8::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    "uri": ("a:b", "https://example.org/a?b=c#d", "urn:ietf:rfc:3986"),
    "uri-reference": ("", "/a/b", "#c", "https://example.org/"),
    "iri": ("a:b", "https://example.org/a?b=c#d"),
    "iri-reference": ("", "/a/b", "#c"),
    "uri-template": ("", "/a/{b}", "https://example.org/{a}{?b}"),
    "json-pointer": ("", "/a", "/a~0b/c~1d/0"),
    "relative-json-pointer": ("0", "1/a", "0#"),
    "regex": ("", "^[a-z]+$", "a{1,2}"),
}
"""The simplest first; also what stands at the edges."""
MALFORMED: Mapping[str, tuple[str, ...]] = {
    "uuid": ("batch-1", "00000000-0000-0000-0000-00000000000", "00000000000000000000000000000000"),
    "date-time": ("2024-13-01T00:00:00Z", "2024-01-01 00:00:00", "yesterday"),
    "date": ("2024-02-30", "2024-1-1", "01.01.2024"),
    "time": ("24:00:00Z", "noon"),
    "duration": ("P", "1D", "a day"),
    "email": ("nobody", "a b"),
    "idn-email": ("nobody",),
    "hostname": ("-a.example", "a_b"),
    "ipv4": ("256.1.1.1", "1.1.1"),
    "ipv6": ("g::", "1::2::3"),
    "uri": ("not a uri", "/relative"),
    "uri-reference": ("a b", "%zz"),
    "iri": ("not an iri",),
    "uri-template": ("{", "/a/{b"),
    "json-pointer": ("a", "/~2"),
    "relative-json-pointer": ("-1", "01"),
    "regex": ("(", "["),
}
"""Texts that do not have a format, for both engines."""


def known_format(name: str) -> bool:
    """Whether texts of this format are made, and asserted; any text has a format that nobody knows."""
    return name in EXAMPLES


@functools.cache
def format_cell(name: str) -> Cell:
    """Texts of a format, read from a few bytes."""
    return _CELLS[name]() if name in _CELLS else picked(EXAMPLES[name])


def format_strategy(name: str) -> SearchStrategy[str]:
    """Texts of a format: many plain ones, and those at the edges."""
    from hypothesis import strategies as st

    if name not in _CELLS:
        return st.sampled_from(EXAMPLES[name])
    return st.one_of(strategy_of(format_cell(name)), st.sampled_from(EXAMPLES[name]))


def date_of(days: int) -> str:
    """The date so many days after 1970-01-01."""
    from datetime import date

    return date.fromordinal(days - FIRST_DAY + 1).isoformat()


def date_time_of(second: int, offset: str = "Z") -> str:
    """RFC 3339 text of a moment in seconds since 1970, as if its clock showed UTC."""
    days, left = divmod(second, 86_400)
    return f"{date_of(days)}T{left // 3600:02}:{left // 60 % 60:02}:{left % 60:02}{offset}"


def _row(*pieces: tuple[str, int, int]) -> Callable[[], Cell]:
    return lambda: Row(tuple(Piece(*piece) for piece in pieces)).cell()


def _joined(*cells: Cell) -> Cell:
    """Several values one after the other, as a list."""
    starts, size = [], 0
    for cell in cells:
        starts.append(size)
        size += cell.size
    plan = tuple(zip((cell.read for cell in cells), starts, strict=True))
    return Cell(size, lambda data, at: [read(data, at + start) for read, start in plan])


def _uuid() -> Cell:
    def read(data: bytes, at: int) -> str:
        digits = data[at : at + 16].hex()
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    return Cell(16, read)


def _date_time() -> Cell:
    parts = _joined(whole(*SECONDS), picked(OFFSETS))
    return mapped(parts, lambda values: date_time_of(*values))


def _time() -> Cell:
    parts = _joined(whole(0, 86_399), picked(OFFSETS))
    return mapped(parts, lambda values: date_time_of(*values).partition("T")[2])


def _ipv6() -> Cell:
    def read(data: bytes, at: int) -> str:
        return ":".join(data[at + 2 * part : at + 2 * part + 2].hex() for part in range(8))

    return Cell(16, read)


def _email() -> Cell:
    names = _joined(*[_row((LOWER, 1, 1), (CHARACTERS, 0, 6))()] * 2)
    return mapped(names, lambda parts: f"{parts[0]}@{parts[1]}.org")


def _uri() -> Cell:
    path = _row(("/", 1, 1), (CHARACTERS, 0, 5), ("/", 0, 1), (CHARACTERS, 0, 5))()
    parts = _joined(picked(("https://example.org", "http://a", "urn:a:b")), path)
    return mapped(parts, "".join)


_CELLS: Mapping[str, Callable[[], Cell]] = {
    "uuid": _uuid,
    "date-time": _date_time,
    "date": lambda: mapped(whole(0, LAST_DAY), date_of),
    "time": _time,
    "duration": lambda: mapped(_joined(picked("DHMS"), whole(0, 99)), lambda parts: _duration(*parts)),
    "email": _email,
    "idn-email": _email,
    "hostname": _row((LOWER, 1, 1), (CHARACTERS, 0, 8), (".", 1, 1), (LOWER, 2, 4)),
    "idn-hostname": _row((LOWER, 1, 1), (CHARACTERS, 0, 8), (".", 1, 1), (LOWER, 2, 4)),
    "ipv4": lambda: mapped(_joined(*[whole(0, 255)] * 4), lambda parts: ".".join(map(str, parts))),
    "ipv6": _ipv6,
    "uri": _uri,
    "iri": _uri,
    "uri-reference": _row(("/", 0, 1), (CHARACTERS, 0, 5), ("/", 0, 1), (CHARACTERS, 0, 5)),
    "json-pointer": _row(("/", 1, 1), (CHARACTERS, 0, 5), ("/", 0, 1), (DIGITS, 0, 2)),
    "regex": _row(("^", 0, 1), (LOWER, 0, 5), ("$", 0, 1)),
}


def _duration(unit: str, count: int) -> Any:
    return f"P{count}D" if unit == "D" else f"PT{count}{unit}"
