"""Values read from a fixed number of bytes: many small choices for the price of one draw.

A Hypothesis draw costs about as much as building a whole payload does. So whatever can be read from a
few bytes is: the states of all fields of an object, its words, ids and counts come from one draw of bytes.
Each choice has bytes of its own, so that shrinking one leaves the others alone; zero is the simplest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

MOST_TRIES = 512
SHRINKS_EACH_BYTE = (6, 130)
"""The version of Hypothesis from which on bytes that are drawn at once shrink one by one."""
MOST_BYTES = 2048
"""A draw of more is no longer cheap, nor well shrunk."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that `read(data, at)` makes of `size` bytes from an offset on."""

    size: int
    read: Callable[[bytes, int], Any]
    parts: tuple[int, ...] = ()
    """Sizes of the parts that have nothing to do with each other; without any, the cell is one."""


def strategy_of(maker: Cell | SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Draw the bytes of a cell and read them; a strategy is itself."""
    from hypothesis import strategies as st

    if not isinstance(maker, Cell):
        return maker
    read = maker.read
    if not maker.size:
        return st.builds(lambda: read(b"", 0))
    return some_bytes(maker.size, maker.parts).map(lambda data: read(data, 0))


def some_bytes(size: int, parts: Sequence[int] = ()) -> SearchStrategy[bytes]:
    """Draw so many bytes: at once, or part by part where Hypothesis shrinks them as one number."""
    from hypothesis import __version_info__
    from hypothesis import strategies as st

    if __version_info__ >= SHRINKS_EACH_BYTE or len(parts) < 2:
        return st.binary(min_size=size, max_size=size)
    return st.tuples(*[st.binary(min_size=part, max_size=part) for part in parts if part]).map(b"".join)


def sieved(cell: Cell, test: Callable[[Any], bool]) -> SearchStrategy[Any]:
    """Draw values that pass a test which most do not: each draw stands for many tries."""
    from random import Random

    from hypothesis import reject
    from hypothesis import strategies as st

    @st.composite
    def sieve(draw: DrawFn) -> Any:
        data = draw(st.binary(min_size=cell.size, max_size=cell.size))
        value = cell.read(data, 0)
        source = Random(data)
        for _ in range(MOST_TRIES):
            if test(value):
                return value
            value = cell.read(source.randbytes(cell.size), 0)
        return reject()

    return sieve()


def picked(values: Sequence[Any]) -> Cell:
    """One of up to 65,536 values, the first being the simplest."""
    count = len(values)
    if count == 1:
        return Cell(0, lambda data, at: values[0])
    if count <= 256:
        return Cell(1, lambda data, at: values[data[at] * count >> 8])
    return Cell(2, lambda data, at: values[(data[at] << 8 | data[at + 1]) * count >> 16])


def whole(low: int, high: int, step: int = 1) -> Cell:
    """An integer from `low` to `high`, evenly spread."""
    count = (high - low) // step + 1
    if count == 1:
        return Cell(0, lambda data, at: low)
    size = (count.bit_length() + 7) // 8 + 1
    shift = 8 * size
    return Cell(
        size, lambda data, at: low + step * (int.from_bytes(data[at : at + size], "big") * count >> shift)
    )


def mapped(cell: Cell, turn: Callable[[Any], Any]) -> Cell:
    """The same choice, its value turned into another."""
    read = cell.read
    return Cell(cell.size, lambda data, at: turn(read(data, at)), cell.parts)


def either(cells: Sequence[Cell]) -> Cell:
    """One of several cells, which share their bytes."""
    if len(cells) == 1:
        return cells[0]
    count = len(cells)
    reads = tuple(cell.read for cell in cells)
    return Cell(
        1 + max(cell.size for cell in cells), lambda data, at: reads[data[at] * count >> 8](data, at + 1)
    )


def listed(item: Cell, least: int, most: int) -> Cell:
    """A list of `least` to `most` items."""
    span, size, read = most - least + 1, item.size, item.read
    return Cell(
        1 + most * size,
        lambda data, at: [
            read(data, at + 1 + index * size) for index in range(least + (data[at] * span >> 8))
        ],
    )


def labelled(names: Sequence[str], item: Cell, least: int, most: int) -> Cell:
    """An object of `least` to `most` of the named keys."""
    span, size, read, count = most - least + 1, item.size, item.read, len(names)

    def read_map(data: bytes, at: int) -> dict[str, Any]:
        first = data[at + 1] * count >> 8
        return {
            names[(first + index) % count]: read(data, at + 2 + index * size)
            for index in range(least + (data[at] * span >> 8))
        }

    return Cell(2 + most * size, read_map)
