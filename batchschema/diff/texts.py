"""Texts by patterns and lengths: whether a reader's take in a writer's, and which text shows that not."""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.diff.automaton import Lengths, texts_between
from batchschema.diff.place import Place

TEXT_BOUNDS = frozenset({"pattern", "minLength", "maxLength"})


def texts_are_within(writer: Place, reader: Place) -> bool:
    """Whether every text within the writer's bounds is within the reader's, however an engine reads them."""
    patterns, lengths = _patterns(writer), _lengths(writer)
    return all(texts_between(patterns, lengths, each) == (True, ()) for each in _limits(reader))


def texts_that_tell(writer: Place, reader: Place) -> Iterator[str]:
    """The shortest texts within the writer's bounds and not the reader's, one for each limit and reading."""
    if "string" in writer.types:
        patterns, lengths = _patterns(writer), _lengths(writer)
        for each in _limits(reader):
            yield from texts_between(patterns, lengths, each)[1]


def _limits(place: Place) -> Iterator[str | Lengths]:
    yield from _patterns(place)
    if _lengths(place) != (0, None):
        yield _lengths(place)


def _patterns(place: Place) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part["pattern"] for part in place.parts if "pattern" in part))


def _lengths(place: Place) -> Lengths:
    most = place.bounds.get("maxLength")
    return (int(place.bounds.get("minLength", 0)), None if most is None else int(most))
