"""Objects: the state of every field first, then the values of those that are there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from batchschema.core.spelling import folded
from batchschema.generate.cells import MOST_BYTES, Cell, labelled, some_bytes, strategy_of
from batchschema.generate.graph import NOT_NULL, Node
from batchschema.generate.objects import Objects, with_dependents

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from batchschema.generate.building import Builder, Maker

ABSENT: Final = "absent"
NULL: Final = "null"
VALUE: Final = "value"
LABELS = ("purpose", "user", "stage", "ticket", "team", "cost-center")
EXTRA_KEYS = ("x-undocumented", "trace_id", "_internal", "x-extra")
MOST_LABELS = 3
NOTHING = Cell(0, lambda data, at: None)
MOST_EXTRAS = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of an object that is being planned."""

    name: str
    states: tuple[str, ...]
    """What the field may be, each as often as it is listed."""
    maker: Maker
    """Values that are not null, where null is a state of its own."""


def slots_of(objects: Objects, parent: Node, builder: Builder, depth: int) -> list[Slot]:
    """The fields that can be there, with their states."""
    fields = [name for name in objects.names if objects.may_have(name)]
    absent = {
        name
        for name in fields
        if not all(objects.may_have(other) for other in with_dependents((name,), objects.dependent))
    }
    fields = [name for name in fields if name not in absent]
    recursive = sum(
        builder.graph.leads_back(objects.child(name), parent) and name not in objects.required
        for name in fields
    )
    return [_slot(objects, name, parent, builder, depth, recursive) for name in fields]


def _slot(objects: Objects, name: str, parent: Node, builder: Builder, depth: int, recursive: int) -> Slot:
    node = objects.child(name)
    left = builder.below(parent, node, depth)
    leads_back = builder.graph.leads_back(node, parent)
    states = states_of(objects, name)
    filled = node.with_(NOT_NULL) if NULL in states else node
    if leads_back and depth == 0 and len(states) > 1:
        states = tuple(state for state in states if state != VALUE)
    elif leads_back and ABSENT in states and recursive > 2:
        states = (ABSENT,) * recursive + states
    return Slot(name, states, builder.maker(filled, left) if VALUE in states else NOTHING)


def states_of(objects: Objects, name: str) -> tuple[str, ...]:
    """What a field may be, the simplest honest state first: a null that nobody documents comes last."""
    node = objects.child(name)
    fillable = not math.isinf(node.with_(NOT_NULL).height)
    states = [] if name in objects.required else [ABSENT]
    if node.is_nullable and fillable:
        states += [VALUE, NULL] if node.is_silent_on_null else [NULL, VALUE]
    else:
        states.append(VALUE)
    return tuple(states)


def object_maker(objects: Objects, node: Node, builder: Builder, depth: int) -> Maker:
    """Objects of these facts; a cell where every part is one."""
    slots = slots_of(objects, node, builder, depth)
    if not slots:
        labels = _labels(objects, node, builder, depth)
        if labels is not None:
            return labels
    plan = Plan(objects, slots)
    extras = _Extras(objects, node, builder, depth)
    if plan.is_free and extras.chance == 0 and plan.strategies == {} and plan.size < MOST_BYTES:
        return plan.cell()
    return _composite(plan, extras)


class Plan:
    """Where in some bytes each field's state and value are."""

    def __init__(self, objects: Objects, slots: Sequence[Slot]) -> None:
        self.objects = objects
        self.slots = slots
        self.strategies: dict[str, SearchStrategy[Any]] = {}
        self.size = 0
        self.parts: list[int] = []
        self._rows: list[tuple[str, tuple[str, ...], int, int, Any]] = []
        for slot in slots:
            state_at = self.size
            self.size += len(slot.states) > 1
            read = None
            if isinstance(slot.maker, Cell) and self.size + slot.maker.size < MOST_BYTES:
                read, value_at = slot.maker.read, self.size
                self.size += slot.maker.size
            else:
                value_at = 0
                self.strategies[slot.name] = strategy_of(slot.maker)
            self._rows.append((slot.name, slot.states, state_at, value_at, read))
            self.parts.append(self.size - state_at)

    @property
    def is_free(self) -> bool:
        """Whether any fields may be there together."""
        objects = self.objects
        fewest = sum(ABSENT not in slot.states for slot in self.slots)
        return (
            not objects.dependent
            and fewest >= objects.least
            and (objects.most is None or len(self.slots) <= objects.most)
        )

    def cell(self) -> Cell:
        """Objects whose fields are all in the bytes."""
        return Cell(self.size, self.read, tuple(self.parts))

    def states(self, data: bytes) -> dict[str, str]:
        """The state of every field, such that they may be there together."""
        found = {
            name: states[data[at] * len(states) >> 8] if len(states) > 1 else states[0]
            for name, states, at, _, _ in self._rows
        }
        return found if self.is_free else self._settled(found)

    def read(self, data: bytes, at: int) -> dict[str, Any]:
        """An object whose fields are all in the bytes."""
        out: dict[str, Any] = {}
        for name, states, state_at, value_at, read in self._rows:
            count = len(states)
            state = states[data[at + state_at] * count >> 8] if count > 1 else states[0]
            if state is VALUE:
                out[name] = read(data, at + value_at)
            elif state is NULL:
                out[name] = None
        return out

    def values(self, data: bytes, states: dict[str, str], draw: DrawFn) -> dict[str, Any]:
        """An object of these states."""
        out: dict[str, Any] = {}
        for name, _, _, value_at, read in self._rows:
            if states[name] is NULL:
                out[name] = None
            elif states[name] is VALUE:
                out[name] = read(data, value_at) if read is not None else draw(self.strategies[name])
        return out

    def _settled(self, states: dict[str, str]) -> dict[str, str]:
        """Add what present fields bring with them, then add or drop until the number is right."""
        objects = self.objects
        there = {name for name, state in states.items() if state is not ABSENT}
        there = {*with_dependents(there, objects.dependent)} & states.keys()
        if objects.most is not None:
            for name in reversed(list(states)):
                others = with_dependents(there - {name}, objects.dependent)
                if len(there) > objects.most and name not in objects.required and name not in others:
                    there.discard(name)
        for name in states:
            added = with_dependents({*there, name}, objects.dependent)
            if len(there) < objects.least and (objects.most is None or len(added) <= objects.most):
                there |= added & states.keys()
        return {
            name: ABSENT if name not in there else VALUE if state is ABSENT else state
            for name, state in states.items()
        }


def _labels(objects: Objects, node: Node, builder: Builder, depth: int) -> Cell | None:
    """A map as people fill it; None where keys or values are of a special kind."""
    if not builder.manner.realistic or objects.patterns or objects.is_closed or objects.checks:
        return None
    maker = builder.maker(objects.free, builder.below(node, objects.free, depth))
    if not isinstance(maker, Cell):
        return None
    most = MOST_LABELS if objects.most is None else min(MOST_LABELS, objects.most)
    names = [name for name in LABELS if objects.may_be_called(name)]
    least = max(objects.least, 0)
    if least > most or len(names) < most or most * maker.size > MOST_BYTES // 4:
        return None
    return labelled(names, maker, least, most)


class _Extras:
    """Keys beside the named ones."""

    def __init__(self, objects: Objects, node: Node, builder: Builder, depth: int) -> None:
        self.objects, self.node, self.builder, self.depth = objects, node, builder, depth
        self.named = set(objects.names)
        manner = builder.manner
        self.is_map = not objects.names
        possible = not objects.is_closed or any(
            not math.isinf(objects.matching(pattern).height) for pattern in objects.patterns
        )
        self.chance = 0
        """How many times out of 256 there are extra keys."""
        if possible and self.is_map and (depth or not builder.graph.leads_back(objects.free, node)):
            self.chance = 255
        elif possible and manner.extras != "never":
            self.chance = 64
        self.most = MOST_EXTRAS if manner.extras == "some" or self.is_map else 1
        self._made: dict[tuple[int, int], SearchStrategy[dict[str, Any]]] = {}

    def entries(self, need: int, room: float) -> SearchStrategy[dict[str, Any]]:
        """Some keys that the schema does not name, with their values."""
        most = int(min(room, max(need, self.most)))
        if (need, most) not in self._made:
            self._made[need, most] = self._entries(need, most)
        return self._made[need, most]

    def _entries(self, need: int, most: int) -> SearchStrategy[dict[str, Any]]:
        from operator import itemgetter

        from hypothesis import strategies as st

        sources = [self._free_keys()] if not self.objects.is_closed else []
        sources += [self._pattern_keys(pattern) for pattern in self.objects.patterns]
        keys = st.one_of(sources).filter(self._is_new)

        @st.composite
        def entry(draw: DrawFn) -> tuple[str, Any]:
            key = draw(keys)
            child = self.objects.child(key)
            left = self.builder.below(self.node, child, self.depth)
            return key, draw(self.builder.strategy(child, left))

        return st.lists(entry(), min_size=need, max_size=most, unique_by=itemgetter(0)).map(dict)

    def _is_new(self, key: str) -> bool:
        objects = self.objects
        return (
            key not in self.named and objects.may_be_called(key) and not math.isinf(objects.child(key).height)
        )

    def _free_keys(self) -> SearchStrategy[str]:
        from hypothesis import strategies as st

        spelled = {folded(name) for name in self.named}
        offered = LABELS if self.is_map else EXTRA_KEYS
        usual = [key for key in offered if self._is_new(key) and folded(key) not in spelled]
        if usual and (self.builder.manner.realistic or not self.is_map):
            return st.sampled_from(usual)
        keys = self.builder.strategy(self.objects.keys)
        return st.one_of(st.sampled_from(usual), keys) if usual else keys

    def _pattern_keys(self, pattern: str) -> SearchStrategy[str]:
        return self.builder.strategy(self.objects.keys.with_({"pattern": pattern}))


def _composite(plan: Plan, extras: _Extras) -> SearchStrategy[dict[str, Any]]:
    from hypothesis import reject
    from hypothesis import strategies as st

    parts = [*plan.parts, int(extras.chance > 0)]
    size = sum(parts)
    bytes_ = some_bytes(size, parts)
    objects = plan.objects

    @st.composite
    def whole_object(draw: DrawFn) -> dict[str, Any]:
        data = draw(bytes_) if size else b""
        states = plan.states(data)
        out = plan.values(data, states, draw)
        need = max(0, objects.least - len(out))
        room = math.inf if objects.most is None else objects.most - len(out)
        if need > room or room < 0:
            reject()
        if need or (extras.chance and room and data[-1] >= 256 - extras.chance):
            out |= draw(extras.entries(need, room))
        return out

    return whole_object()
