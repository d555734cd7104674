"""YAML scalars of every style, and where each of their characters stands (YAML 1.1 as libyaml reads it).

The parser has told the value; what is worked out here is checked against it. Where the two differ, only the
beginning of the scalar is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from batchschema.core import Position
from batchschema.readers.spelled import Piece, Spelled, after

BREAK = "\r\n|[\n\r\x85\u2028\u2029]"
ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028",
    "P": "\u2029",
}  # fmt: skip
FOLD = rf"(?P<fold>[ \t]*(?:{BREAK})(?:[ \t]|{BREAK})*)"
INNER = r"[ \t]*[^ \t\n\r\x85\u2028\u2029{}]+|[ \t]+"
DOUBLE = re.compile(
    rf"\\(?:{BREAK})(?P<joined>(?:[ \t]|{BREAK})*)"
    r"|\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})|(?P<char>.))"
    rf"|{FOLD}|" + INNER.replace("{}", r"\\\\")
)
SINGLE = re.compile(rf"(?P<quote>'')|{FOLD}|" + INNER.replace("{}", "'"))
PLAIN = re.compile(rf"{FOLD}|" + INNER.replace("{}", ""))
LINE_END = re.compile(BREAK)


def yaml_scalar(raw: str, value: str, style: str | None, start: Position) -> Spelled:
    """A scalar whose text in the source is `raw`, from its quote or indicator on."""
    pieces = _pieces(raw, value, style)
    spelled = Spelled.of(pieces, after(raw, start))
    return spelled if spelled.text == value else Spelled.at_once(value, start)


def _pieces(raw: str, value: str, style: str | None) -> Iterator[Piece]:
    if style in ("|", ">"):
        return _block(raw, value)
    if style == '"':
        return _flow(DOUBLE, raw, 1, len(raw) - 1)
    if style == "'":
        return _flow(SINGLE, raw, 1, len(raw) - 1)
    return _flow(PLAIN, raw, 0, len(raw))


def _flow(pattern: re.Pattern[str], raw: str, start: int, end: int) -> Iterator[Piece]:
    """Plain and quoted scalars: lines are folded, and escapes mean other characters."""
    for found in pattern.finditer(raw, start, end):
        groups = found.groupdict()
        text, at = found[0], found.start()
        if groups.get("fold") is not None:
            text = _folded(text)
        elif groups.get("joined") is not None:
            text = "".join(_breaks(groups["joined"]))
        elif groups.get("quote"):
            text = "'"
        elif code := groups.get("x") or groups.get("u") or groups.get("U"):
            text = chr(int(code, 16))
        elif groups.get("char"):
            text = ESCAPES.get(groups["char"], "\ufffd")
        yield Piece(at, text)


def _folded(blank: str) -> str:
    """One line break is a space; of more, the first is dropped."""
    first, *others = _breaks(blank)
    if first != "\n":
        return "".join([first, *others])
    return "".join(others) or " "


def _breaks(blank: str) -> list[str]:
    return ["\n" if found in ("\r\n", "\r", "\n", "\x85") else found for found in LINE_END.findall(blank)]


def _block(raw: str, value: str) -> Iterator[Piece]:
    """Literal and folded scalars: a line's content stands in the value as it is; breaks vary."""
    header = LINE_END.search(raw)
    at, done = (header.end(), 0) if header else (len(raw), 0)
    lead = None
    while at < len(raw):
        end = LINE_END.search(raw, at)
        line = raw[at : end.start() if end else len(raw)]
        indent = len(line) - len(line.lstrip(" "))
        if lead is None and line.strip(" "):
            first = value.lstrip("\n")
            lead = indent - (len(first) - len(first.lstrip(" ")))
        content = line[lead:] if lead is not None and indent >= lead else ""
        if content:
            gap = _gap(value, done, content)
            yield Piece(at, value[done : done + gap])
            yield Piece(at + len(line) - len(content), content)
            done += gap + len(content)
        at = end.end() if end else len(raw)
    if not value[done:].strip("\n\u2028\u2029"):
        yield Piece(len(raw), value[done:])


def _gap(value: str, start: int, content: str) -> int:
    """How many characters of the value stand for the line breaks before a line's content."""
    end = start
    while value[end : end + 1] in ("\n", "\u2028", "\u2029"):
        end += 1
    if end == start and value[end : end + 1] == " " and content[0] not in " \t":
        end += 1
    return end - start
