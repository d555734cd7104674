"""Pieces of GitHub Flavored Markdown that any text can be put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence


def code(text: str) -> str:
    """A code span, in which nothing has a meaning; pipes are escaped, as a table needs them even there."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{pad}{text}{pad}{fence}".replace("|", r"\|")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; cells are Markdown already."""
    for cells in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cells)} |"
