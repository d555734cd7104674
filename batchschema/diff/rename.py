"""Fields that went under another name: one concept, or the same facts and a near name."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from batchschema.core import Pointer
from batchschema.core.change import Change, Kind, Statement
from batchschema.diff.place import Place

NEAR = 0.75
"""Similarity of two names, from 0 to 1, from which on one may be the other."""


def with_renames(changes: list[Change], before: Place, after: Place) -> list[Change]:
    """Replace a removed and an added field that are one by a single change."""
    gone = [change for change in changes if change.kind is Kind.FIELD and change.after.says is None]
    come = [change for change in changes if change.kind is Kind.FIELD and change.before.says is None]
    found = {(one.pointer, other.pointer) for one, other in _by_concept(before, after)}
    found |= set(_by_name(gone, come, before, after, {pointer for pair in found for pointer in pair}))
    if not found:
        return changes
    left = {change.pointer: change for change in gone}
    right = {change.pointer: change for change in come}
    renamed = {pointer for pair in found for pointer in pair}
    out = [each for each in changes if each.kind is not Kind.FIELD or each.pointer not in renamed]
    for one, other in sorted(found, key=lambda pair: (str(pair[0]), str(pair[1]))):
        documents = changes[0].before.document, changes[0].after.document
        statements = [
            known[pointer].before
            if known is left and pointer in known
            else known[pointer].after
            if pointer in known
            else Statement(document, _presence(root, pointer))
            for known, pointer, document, root in zip(
                (left, right), (one, other), documents, (before, after), strict=True
            )
        ]
        out.append(Change(Kind.NAME, one, statements[0], statements[1], renamed_to=other))
    return out


class _Concept:
    def __init__(self, pointer: Pointer, place: Place) -> None:
        self.pointer, self.place = pointer, place


def _by_concept(before: Place, after: Place) -> Iterator[tuple[_Concept, _Concept]]:
    one, other = dict(_concepts(before, Pointer())), dict(_concepts(after, Pointer()))
    for concept, found in one.items():
        match = other.get(concept)
        if match is None or match.pointer == found.pointer:
            continue
        if _at(after, found.pointer) is None and _at(before, match.pointer) is None:
            yield found, match


def _concepts(place: Place, pointer: Pointer, depth: int = 0) -> Iterator[tuple[str, _Concept]]:
    below = [(name, child) for name, child in place.properties.items()]
    below += [("*", child) for child in (place.items, place.free) if isinstance(child, Place)]
    for name, child in below if depth < 8 else ():
        if child.field.concept:
            yield child.field.concept, _Concept(pointer / name, child)
        yield from _concepts(child, pointer / name, depth + 1)


def _by_name(
    gone: list[Change], come: list[Change], before: Place, after: Place, taken: set[Pointer]
) -> Iterator[tuple[Pointer, Pointer]]:
    near = []
    for one in gone:
        old = _at(before, one.pointer)
        for other in come:
            new = _at(after, other.pointer)
            if other.pointer.parent != one.pointer.parent or old is None or new is None:
                continue
            if (old.field.concept and new.field.concept) or not _same_facts(old, new):
                continue
            likeness = _likeness(str(one.pointer.key), str(other.pointer.key))
            if likeness >= NEAR:
                names = sorted((str(one.pointer), str(other.pointer)))
                near.append((-likeness, names, one.pointer, other.pointer))
    for _, _, left, right in sorted(near, key=lambda each: each[:2]):
        if left not in taken and right not in taken:
            taken |= {left, right}
            yield left, right


def _likeness(one: str, other: str) -> float:
    folded = [name.replace("_", "").replace("-", "").lower() for name in (one, other)]
    if folded[0] == folded[1]:
        return 1.0
    shorter, longer = sorted(folded, key=len)
    if len(shorter) >= 4 and (longer.startswith(shorter) or longer.endswith(shorter)):
        return 0.9
    one, other = folded  # asked both ways round: the ratio of a and b is not always that of b and a
    ratios = [difflib.SequenceMatcher(None, *pair).ratio() for pair in ((one, other), (other, one))]
    return float(min(ratios))


def _same_facts(one: Place, other: Place) -> bool:
    first, second = one.field, other.field
    return (
        set(one.types) == set(other.types)
        and first.null is second.null
        and first.values == second.values
        and first.format == second.format
        and one.presence == other.presence
        and one.bounds == other.bounds
        and {*one.properties} == {*other.properties}
    )


def _at(root: Place, pointer: Pointer) -> Place | None:
    place: Place | None = root
    for token in pointer.tokens:
        if place is None:
            return None
        place = place.properties.get(str(token)) if token != "*" else place.child("*")
    return place


def _presence(root: Place, pointer: Pointer) -> object:
    place = _at(root, pointer)
    return place.presence.value if place is not None and place.presence is not None else None
