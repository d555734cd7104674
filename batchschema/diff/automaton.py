"""Whether all texts that some patterns match are matched by another one: decided by automata.

A pattern matches somewhere in a text, as JSON Schema has it, unless it is anchored. Sets of states are
followed in step, those of all patterns at once, over the characters that make a difference; the first text
that all writers match and the reader does not is the shortest there is.
"""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Iterator, Sequence

from batchschema.diff.pattern_tree import (
    LAST,
    READINGS,
    Chars,
    Choice,
    NotRegular,
    Ranges,
    Repeat,
    Row,
    Start,
    Tree,
    holds,
    of_lengths,
    tree_of,
)

MOST_STATES = 3000
MOST_VISITED = 2000
MOST_STEPS = 3_000_000
"""Characters that are compared with ranges before a search is given up: a second or two."""
LIKED = "a0A-_ "
"""Characters to show, where it does not matter which."""
States = frozenset[int]
Lengths = tuple[int, int | None]
"""From so many characters to so many; None is without end."""


class Automaton:
    """The states of one pattern, with what leads from each to others."""

    def __init__(self, tree: Tree) -> None:
        self.free: list[list[int]] = []
        self.at_start: list[list[int]] = []
        self.at_end: list[list[int]] = []
        self.by_char: list[list[tuple[Ranges, int]]] = []
        self.first = self._state()
        self.accepting = self._add(tree, self.first)
        edges = zip(self.at_start, self.at_end, self.by_char, strict=True)
        telling = (state for state, each in enumerate(edges) if any(each))
        self._telling = frozenset({self.accepting, *telling})
        """The states that say what may follow; sets without the others are smaller, and equal more often."""

    def _state(self) -> int:
        if len(self.free) >= MOST_STATES:
            raise NotRegular("too large")
        for edges in (self.free, self.at_start, self.at_end, self.by_char):
            edges.append([])
        return len(self.free) - 1

    def _add(self, tree: Tree, source: int) -> int:
        """Add what a tree matches, from a state on; the state it ends in."""
        if isinstance(tree, Row):
            for part in tree.parts:
                source = self._add(part, source)
            return source
        if isinstance(tree, Repeat):
            return self._add_repeat(tree, source)
        target = self._state()
        if isinstance(tree, Chars):
            self.by_char[source].append((tree.ranges, target))
        elif isinstance(tree, Choice):
            for part in tree.parts:
                self.free[self._add(part, source)].append(target)
        else:
            (self.at_start if isinstance(tree, Start) else self.at_end)[source].append(target)
        return target

    def _add_repeat(self, tree: Repeat, source: int) -> int:
        for _ in range(tree.least):
            source = self._add(tree.part, source)
        if tree.most is None:
            loop = self._state()
            self.free[source].append(loop)
            self.free[self._add(tree.part, loop)].append(loop)
            return loop
        ends = [source]
        for _ in range(tree.most - tree.least):
            ends.append(self._add(tree.part, ends[-1]))
        target = self._state()
        for end in ends:
            self.free[end].append(target)
        return target

    def closed(self, states: States, *, at_start: bool = False, at_end: bool = False) -> States:
        """Of these states, and those that are reached from them without a character, the telling ones."""
        found = set(states)
        waiting = [*found]
        while waiting:
            state = waiting.pop()
            more = [*self.free[state], *(self.at_start[state] if at_start else ())]
            for target in (*more, *(self.at_end[state] if at_end else ())):
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return self._telling.intersection(found)

    @functools.cached_property
    def begun(self) -> States:
        """Before the first character."""
        return self.closed(frozenset({self.first}), at_start=True)

    def after(self, states: States, point: int) -> States:
        """After a further character; a match may begin there as well, and one that is there stays."""
        if self.accepting in states:
            return states
        found = {target for state in states for ranges, target in self.by_char[state] if holds(ranges, point)}
        return self.closed(frozenset({*found, self.first}))

    def matches(self, states: States, *, at_start: bool) -> bool:
        """Whether a text that ends here has a match."""
        return self.accepting in self.closed(states, at_start=at_start, at_end=True)

    def is_stuck(self, states: States) -> bool:
        """Whether no further character makes a match."""
        return self.accepting not in states and not any(self.by_char[state] for state in states)


@functools.lru_cache(maxsize=512)
def texts_between(
    patterns: tuple[str, ...], lengths: Lengths, other: str | Lengths
) -> tuple[bool, tuple[str, ...]]:
    """Texts that match all patterns within the lengths, and not the other pattern or lengths.

    True with no text: there is none, in any of the readings that engines have of these patterns. False: a
    pattern is not read here, or the search was ended; texts may have been found all the same.
    """
    found: dict[str, None] = {}
    is_sure = True
    for reading in READINGS:
        try:
            writers = [tree_of(pattern, reading) for pattern in dict.fromkeys(patterns)]
            writers += [of_lengths(*lengths)] if lengths != (0, None) else []
            reader = tree_of(other, reading) if isinstance(other, str) else of_lengths(*other)
            text = _shortest([*map(Automaton, writers)], Automaton(reader))
        except (NotRegular, RecursionError):
            is_sure = False
            continue
        if text is not None:
            found[text] = None
    return is_sure, tuple(found)


def _shortest(writers: Sequence[Automaton], reader: Automaton) -> str | None:
    """The first text that all writers match and the reader does not; None when there is none."""
    every = [*writers, reader]
    start = tuple(each.begun for each in every)
    telling = _Telling()
    seen = {start}
    waiting = deque([(start, "")])
    while waiting:
        states, text = waiting.popleft()
        matched = [each.matches(own, at_start=not text) for each, own in zip(every, states, strict=True)]
        if all(matched[:-1]) and not matched[-1]:
            return text
        if reader.accepting in states[-1]:
            continue
        for point in telling.points(every, states):
            then = tuple(each.after(own, point) for each, own in zip(every, states, strict=True))
            stuck = any(
                each.is_stuck(own) and not each.matches(own, at_start=False)
                for each, own in zip(writers, then, strict=False)
            )
            if then in seen or stuck:
                continue
            if len(seen) >= MOST_VISITED:
                raise NotRegular("too many states")
            seen.add(then)
            waiting.append((then, text + chr(point)))
    return None


class _Telling:
    """Characters to go on with: one of each kind that tells the states of the automata apart."""

    def __init__(self) -> None:
        self._steps = 0
        self._known: dict[frozenset[int], list[int]] = {}
        """By the identities of the ranges, which the automata keep alive."""

    def points(self, every: Sequence[Automaton], states: Sequence[States]) -> list[int]:
        """The characters by code point; raises `NotRegular` once the search has taken too long."""
        edges = [
            ranges
            for each, own in zip(every, states, strict=True)
            for state in own
            for ranges, _ in each.by_char[state]
        ]
        kinds = {id(ranges): ranges for ranges in edges}
        key = frozenset(kinds)
        if key not in self._known:
            self._count(len(kinds) * sum(map(len, kinds.values())))
            self._known[key] = [*_points([*kinds.values()])]
        self._count(len(edges) * len(self._known[key]))
        return self._known[key]

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise NotRegular("too many steps")


def _points(kinds: Sequence[Ranges]) -> Iterator[int]:
    edges = {0, *(edge for ranges in kinds for first, last in ranges for edge in (first, last + 1))}
    starts = sorted(edge for edge in edges if edge <= LAST)
    seen: dict[tuple[bool, ...], int] = {}
    for first, beyond in zip(starts, [*starts[1:], LAST + 1], strict=True):
        point = _pleasant(first, beyond)
        if point is not None:
            kind = tuple(holds(ranges, point) for ranges in kinds)
            seen[kind] = min(seen.get(kind, point), point, key=lambda each: (chr(each) not in LIKED, each))
    yield from sorted(seen.values())


def _pleasant(first: int, beyond: int) -> int | None:
    """A code point from the first on that shows well; None for halves of characters, which no text has."""
    liked = [ord(char) for char in LIKED if first <= ord(char) < beyond]
    if liked:
        return liked[0]
    for start in (33, first):
        if first <= start < beyond and not 0xD800 <= start <= 0xDFFF:
            return start
    return 0xE000 if first < 0xE000 < beyond else None
