"""The file: JSON Lines, first its version, then an entry a line, sorted.

Two branches that add entries change different lines; where git cannot tell, both sides' lines together, in
any order and some of them twice, are a baseline too (`merge=union` in .gitattributes).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from batchschema.baseline.entry import Entry, Key
from batchschema.core import BadConfiguration, BatchschemaError
from batchschema.core.errors import suggestion
from batchschema.core.glob import literal, matches

VERSION = 1
HEADER = "batchschema-baseline"
MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
TYPES: Mapping[str, tuple[type, ...]] = {
    "path": (str,),
    "variant": (str, type(None)),
    "rule": (str,),
    "pointer": (str,),
    "fingerprint": (str,),
    "count": (int,),
    "reason": (str,),
}


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of one file."""

    file: str
    """As it is to be shown."""
    folder: str
    """Where the file is; paths are relative to it."""
    entries: tuple[Entry, ...] = ()
    """In the order of their keys, no key twice."""

    def inside(self, path: str) -> str:
        """A path as entries write it."""
        return (
            path if path == "-" else os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")
        )

    def by_path(self) -> Callable[[str], list[Entry]]:
        """A function from a path to the entries that speak of it, those of the file alone first."""
        exact: dict[str, list[Entry]] = {}
        globs: list[Entry] = []
        for entry in self.entries:
            if (path := literal(entry.path)) is not None:
                exact.setdefault(path, []).append(entry)
            else:
                globs.append(entry)

        def entries_for(path: str) -> list[Entry]:
            inside = self.inside(path)
            return exact.get(inside, []) + [entry for entry in globs if matches(inside, entry.path)]

        return entries_for


def read_baseline(path: str, *, check_rule: Callable[[str], object]) -> Baseline:
    """Read a baseline; `check_rule` raises for a name that no rule has.

    Raises `BadConfiguration`, with file and line, for what is no baseline of this version.
    """
    shown = _shown(path)
    try:
        with open(path, "rb") as file:
            lines = file.read().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except FileNotFoundError as error:
        raise BadConfiguration(shown, "does not exist; `batchschema baseline update` makes one") from error
    except OSError as error:
        raise BadConfiguration(shown, f"cannot be read: {error.strerror or error}") from error
    entries: dict[Key, Entry] = {}
    versions = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            content = _parsed(line)
            if HEADER in content:
                versions += _is_ours(content)
                continue
            entry = _entry(content, number)
            check_rule(entry.rule)
        except (_Malformed, BatchschemaError) as error:
            raise BadConfiguration(f"{shown}:{number}", str(error)) from error
        known = entries.get(entry.key)
        entries[entry.key] = entry if known is None else _united(known, entry)
    if not versions:
        raise BadConfiguration(f"{shown}:1", f'is no baseline: no line is {{"{HEADER}": {VERSION}}}')
    folder = os.path.dirname(os.path.abspath(path))
    return Baseline(shown, folder, tuple(entries[key] for key in sorted(entries)))


def text_of(baseline: Baseline) -> str:
    """The text of the file."""
    return "".join(_lines(sorted(baseline.entries, key=lambda entry: entry.key)))


class _Malformed(Exception):
    """A line is not as it should be."""


def _parsed(line: bytes) -> dict[str, Any]:
    if line.decode("utf-8", "replace").startswith(MARKERS):
        raise _Malformed("is a mark of a merge conflict; keep the lines of both sides and no mark")
    try:
        content = json.loads(line.decode())
    except (ValueError, RecursionError) as error:
        raise _Malformed(f"is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise _Malformed("is not a JSON object")
    return content


def _is_ours(content: Mapping[str, Any]) -> bool:
    if content != {HEADER: VERSION}:
        theirs = json.dumps(content[HEADER])
        raise _Malformed(f"is a baseline of version {theirs}; this batchschema reads version {VERSION}")
    return True


def _entry(content: Mapping[str, Any], line: int) -> Entry:
    for key, value in content.items():
        if key not in TYPES:
            raise _Malformed(f"has no key `{key}`{suggestion(key, TYPES)}")
        if not isinstance(value, TYPES[key]) or isinstance(value, bool):
            raise _Malformed(f"`{key}` is not {'a whole number' if int in TYPES[key] else 'a string'}")
    for key in ("path", "rule", "pointer"):
        if key not in content:
            raise _Malformed(f"has no `{key}`")
    if not content["path"] or os.path.isabs(content["path"]):
        raise _Malformed("`path` is not a path or a glob that starts at this file's folder")
    if content["pointer"] and not content["pointer"].startswith("/"):
        raise _Malformed("`pointer` is not a JSON Pointer, such as /errors/*/message")
    entry = Entry(
        path=content["path"],
        rule=content["rule"],
        variant=content.get("variant"),
        pointer=content["pointer"],
        reason=content.get("reason", "").strip(),
        count=content.get("count", 1),
        line=line,
    )
    if content.get("fingerprint", entry.fingerprint) != entry.fingerprint:
        raise _Malformed(f"the fingerprint of this rule, variant and pointer is {entry.fingerprint}")
    return entry


def _united(one: Entry, other: Entry) -> Entry:
    """One entry for two lines about the same; which line came first has no part in it, but for its number."""
    reason = min(filter(None, (one.reason, other.reason)), default="")
    return replace(one, reason=reason, count=max(one.count, other.count))


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    yield f"{json.dumps({HEADER: VERSION})}\n"
    for entry in entries:
        text = json.dumps(entry.described(), ensure_ascii=False)
        if not text.isprintable():  # names that are no text, and marks that some tools take for line ends
            text = json.dumps(entry.described())
        yield f"{text}\n"


def _shown(path: str) -> str:
    inside = os.path.relpath(path)
    return os.path.abspath(path) if inside.startswith("..") else inside
