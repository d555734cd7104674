"""Paths as other programs want them: from the root of the repository, and in text that any encoding takes."""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path

_SURROGATES = re.compile("[\ud800-\udfff]")


def path_of(source: str, root: str) -> str:
    """The path from `root` (empty: the current folder), with forward slashes; outside of it, as it is."""
    return _path_of(source, root, os.getcwd())


@functools.lru_cache(maxsize=256)
def _path_of(source: str, root: str, current: str) -> str:
    if source == "-":
        return source
    inside = os.path.relpath(os.path.join(current, source), root or current)
    found = source if inside.split(os.sep, 1)[0] == os.pardir else inside
    return found.replace(os.sep, "/")


def uri_of(path: str) -> str:
    """The URI reference (RFC 3986) of a path from `path_of`: `file:` for one outside of the root."""
    from urllib.parse import quote

    outside = os.path.isabs(path) or path.split("/", 1)[0] == os.pardir
    return Path(os.path.abspath(path)).as_uri() if outside else quote(os.fsencode(path))


def legible(text: str) -> str:
    r"""Text without surrogates: bytes of file names that are no UTF-8 as `\xff`, lone ones as `\ud800`."""
    return text if text.isascii() else _SURROGATES.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"
