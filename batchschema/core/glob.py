"""Path globs, the same wherever paths are named: configuration, baseline."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from fnmatch import translate

WILD = re.compile(r"[*?\[]")
ESCAPED = re.compile(r"\[([*?\[])\]")


def matches(path: str, glob: str) -> bool:
    """Whether a path with `/` fits a glob; `*` also crosses folders, and `**/` may stand for none."""
    return _compiled(glob)(path) is not None


def literal(glob: str) -> str | None:
    """The one path that a glob without wildcards stands for; None for any other."""
    plain = ESCAPED.sub(r"\1", glob)
    return None if WILD.search(ESCAPED.sub("", glob)) else plain


def escaped(path: str) -> str:
    """A glob that stands for this path alone."""
    return WILD.sub(lambda found: f"[{found[0]}]", path)


def fixed_folder(glob: str) -> str:
    """The folder above the first wildcard: all that fits the glob lies in it; empty for the top."""
    found = WILD.search(glob)
    return (glob[: found.start()] if found else glob).rpartition("/")[0]


@functools.lru_cache(maxsize=4096)
def _compiled(glob: str) -> Callable[[str], re.Match[str] | None]:
    parts = [translate(part) for part in glob.split("**/")]
    bare = [part[len("(?s:") : part.rindex(")")] for part in parts]
    return re.compile(f"(?s:{'(?:.*/)?'.join(bare)})\\Z").match
