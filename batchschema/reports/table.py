"""Plain columns: text to the left, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence


def columns(rows: Sequence[Sequence[str]], *, numbers: frozenset[int] = frozenset(), indent: str = "") -> str:
    """Align rows of cells, two spaces between columns; `numbers` are the columns aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if index in numbers else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(f"{indent}{'  '.join(cells).rstrip()}\n")
    return "".join(lines)
