"""Numbers within bounds: merged facts, strategies, and the values at the edges."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from batchschema.generate.cells import Cell, whole
from batchschema.generate.drafts import Keywords

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

SMALLEST, LARGEST = -(2**53) + 1, 2**53 - 1
"""The integers that every JSON reader reads exactly (RFC 8259, section 6)."""
SECONDS = (1_704_067_200, 1_798_761_599)
"""From 2024-01-01T00:00:00Z to the end of 2026, in seconds since 1970."""
UNITS = {"epoch-seconds": 1, "epoch-milliseconds": 1000}
LARGEST_COUNT = 999


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers between bounds, whole ones, others, or both."""

    wholes: bool
    fractions: bool
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    steps: tuple[Any, ...] = ()
    """`multipleOf`, each as the schema has it."""
    unit: str | None = None

    @property
    def step(self) -> Fraction | None:
        """The least number that all `multipleOf` divide; None without any."""
        if not self.steps:
            return None
        parts = [Fraction(Decimal(str(step))) for step in self.steps]
        return Fraction(
            math.lcm(*(part.numerator for part in parts)), math.gcd(*(part.denominator for part in parts))
        )

    def range(self, *, step: Fraction | None = None) -> tuple[int, int] | None:
        """The factors of the step that give numbers within the bounds; None when there are none."""
        step = step or Fraction(self.whole_step)
        low = Fraction(SMALLEST) / step if self.low is None else self.low / step
        high = Fraction(LARGEST) / step if self.high is None else self.high / step
        first, last = math.ceil(low), math.floor(high)
        if first > last and self.low is None:
            first = last - 2**32
        if first > last and self.high is None:
            last = first + 2**32
        first += self.low is not None and self.low_open and first == low
        last -= self.high is not None and self.high_open and last == high
        return (first, last) if first <= last else None

    @property
    def whole_step(self) -> int:
        """The least whole number that all `multipleOf` divide."""
        return self.step.numerator if self.step is not None else 1

    def holds(self, value: Any) -> bool:
        """Whether a number is within the bounds, and a multiple as both engines reckon."""
        exact = Fraction(value)
        if self.low is not None and (exact < self.low or (self.low_open and exact == self.low)):
            return False
        if self.high is not None and (exact > self.high or (self.high_open and exact == self.high)):
            return False
        if not self.wholes and exact.denominator == 1:
            return False
        return all(_divides(step, value) for step in self.steps)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left between the bounds; False when that is not certain."""
        if self.wholes and self.range() is not None:
            return False
        if not self.fractions:
            return True
        if self.low is not None and self.high is not None:
            return self.low > self.high or (
                self.low == self.high and (self.low_open or self.high_open or self.low.denominator == 1)
            )
        return False


def merged_numbers(atoms: Iterable[Keywords], types: Sequence[str]) -> Numbers:
    """What all these keyword objects say of numbers."""
    low: tuple[Fraction | None, bool] = (None, False)
    high: tuple[Fraction | None, bool] = (None, False)
    steps: list[Any] = []
    unit = None
    for words in atoms:
        for word, is_open in (("minimum", False), ("exclusiveMinimum", True)):
            if word in words:
                low = max(low, (Fraction(words[word]), is_open), key=_low_key)
        for word, is_open in (("maximum", False), ("exclusiveMaximum", True)):
            if word in words:
                high = min(high, (Fraction(words[word]), is_open), key=_high_key)
        if "multipleOf" in words and words["multipleOf"] not in steps:
            steps.append(words["multipleOf"])
        unit = unit or words.get("x-unit")
    wholes, fractions = "integer" in types, "fraction" in types
    return Numbers(wholes, fractions, low[0], high[0], low[1], high[1], tuple(steps), unit)


def _low_key(bound: tuple[Fraction | None, bool]) -> tuple[float | Fraction, bool]:
    return (-math.inf if bound[0] is None else bound[0], bound[1])


def _high_key(bound: tuple[Fraction | None, bool]) -> tuple[float | Fraction, bool]:
    return (math.inf if bound[0] is None else bound[0], not bound[1])


def number_strategy(numbers: Numbers) -> SearchStrategy[Any]:
    """Any of these numbers, wild ones included."""
    from hypothesis import strategies as st

    kinds: list[SearchStrategy[Any]] = []
    span = numbers.range() if numbers.wholes else None
    if span is not None and (_is_readable(span) or not numbers.fractions):
        step = numbers.whole_step
        integers = st.integers(*_reachable(span))
        kinds.append(integers if step == 1 else integers.map(lambda factor: factor * step))
    if numbers.fractions:
        kinds.append(_fraction_strategy(numbers).filter(numbers.holds))
    return st.one_of(kinds)


def _is_readable(span: tuple[int, int]) -> bool:
    """Whether some of a range is read exactly by all."""
    return span[0] <= LARGEST and span[1] >= SMALLEST


def _reachable(span: tuple[int, int]) -> tuple[int, int]:
    """The part of a range that all read exactly, if there is one."""
    low, high = max(span[0], SMALLEST), min(span[1], LARGEST)
    return (low, high) if low <= high else span


def _fraction_strategy(numbers: Numbers) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    step = numbers.step
    if step is not None:
        first, last = numbers.range(step=step) or (0, 0)
        most = max(1, int(2**53 / step))
        bounds = (max(first, -most), min(last, most))
        return st.integers(*(bounds if bounds[0] <= bounds[1] else (first, last))).map(
            lambda factor: _plain(factor * step)
        )
    low, high = _as_float(numbers.low), _as_float(numbers.high)
    if low is not None and low == high:
        return st.just(low)
    return st.floats(low, high, allow_nan=False, allow_infinity=False)


def _as_float(bound: Fraction | None) -> float | None:
    try:
        return None if bound is None else float(bound)
    except OverflowError:
        return None


def _plain(exact: Fraction) -> int | float:
    """An integer where all JSON readers read it as one, else the nearest floating-point number."""
    whole_number = exact.denominator == 1 and SMALLEST <= exact <= LARGEST
    return exact.numerator if whole_number else float(exact)


def _divides(step: Any, value: Any) -> bool:
    """As floating-point division has it, and exactly: the engines differ."""
    if isinstance(step, float):
        quotient = value / step
        divides = math.isfinite(quotient) and int(quotient) == quotient
    else:
        divides = value % step == 0
    exact = Fraction(Decimal(str(value))) / Fraction(Decimal(str(step)))
    return divides and exact.denominator == 1


def realistic_number(numbers: Numbers) -> Cell | None:
    """Moments of 2024 to 2026 where a unit says so, else small counts; None where neither fits."""
    span = numbers.range() if numbers.wholes else None
    if span is None or numbers.whole_step != 1:
        return None
    if numbers.unit in UNITS:
        factor = UNITS[numbers.unit]
        low, high = max(span[0], SECONDS[0] * factor), min(span[1], SECONDS[1] * factor)
        if low <= high:
            return whole(low, high - (high - low) % factor, factor)
    low = max(span[0], 0) if span[1] >= 0 else span[1] - min(LARGEST_COUNT, span[1] - span[0])
    return whole(low, min(span[1], low + LARGEST_COUNT))


def number_edges(numbers: Numbers) -> list[Any]:
    """Numbers at the limits and around zero, the least first, then the greatest."""
    candidates: list[Any] = []
    span = numbers.range() if numbers.wholes else None
    if span is not None and (_is_readable(span) or not numbers.fractions):
        step = numbers.whole_step
        low = span[0] if numbers.low is not None else max(span[0], 0)
        candidates += [low * step]
        candidates += [span[1] * step] if numbers.high is not None else [2**31]
        candidates += [0, -step, step, (span[0] + 1) * step if numbers.low is not None else -(2**31)]
        candidates += [(span[1] - 1) * step] if numbers.high is not None else [LARGEST]
    if numbers.fractions:
        candidates += [_plain(bound) for bound in (numbers.low, numbers.high) if bound is not None]
        base = numbers.low if numbers.low is not None else Fraction(0)
        step_by = numbers.step or Fraction(1, 2)
        candidates += [_plain(base + step_by), _plain(base - step_by)]
        if numbers.low is not None and numbers.high is not None:
            candidates.append(_plain((numbers.low + numbers.high) / 2))
    unique = {(value, isinstance(value, float)): value for value in candidates}
    return [value for value in unique.values() if numbers.holds(value)]
