"""Payloads at the edges: every state of every field, every limit, in as few payloads as will do.

For an object whose fields can be absent or null, a list of payloads is designed: all absent, all null, all
there, then one field at a time. With k such fields, those of nested objects included, the list has at most
3k payloads and shows each field absent, null and with a value; values take turns at their own edges, the
least first where a field is always there, else the greatest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from batchschema.generate.arrays import Arrays
from batchschema.generate.building import DEPTH
from batchschema.generate.graph import NOT_NULL, Graph, Node
from batchschema.generate.kinds import Anything, Scalar, Words, distinct
from batchschema.generate.numbers import Numbers, number_edges
from batchschema.generate.object_plans import ABSENT, LABELS, NULL, VALUE, states_of
from batchschema.generate.objects import Objects, with_dependents
from batchschema.generate.texts import text_edges

MOST_WORDS = 12
"""Words of an enum that are all shown; of more, the first and the last."""
MOST_ITEMS, FEW_ITEMS = 256, 3
"""How large an array or a map is at most; and how large an array is whose size is not limited."""
MOST_WITHOUT_STATES = 24
ANY_VALUES: Sequence[Any] = (None, False, 0, -1.5, "", [], {}, "日本", [[None]], {"": {"a": []}})


class Edges:
    """Designs values for the places of a schema; nothing is drawn."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[tuple[Node, int], list[Any]] = {}

    def of(self, node: Node, depth: int = DEPTH) -> list[Any]:
        """Values at the edges of a place, the simplest first; none where none could be made up."""
        key = (node, depth)
        if key not in self._known:
            found = [value for kind in node.kinds for value in self._of_kind(kind, node, depth)]
            self._known[key] = [value for value in distinct(found) if node.holds(value)]
        return self._known[key]

    def stateful(self, node: Node, above: tuple[Node, ...] = ()) -> int:
        """How many fields at and below a place can be absent or null."""
        if node in above:
            return 0
        above, count = (*above, node), 0
        for kind in node.kinds:
            if isinstance(kind, Arrays):
                count += self.stateful(kind.rest, above)
            elif isinstance(kind, Objects):
                for name in kind.names:
                    if kind.may_have(name):
                        count += len(states_of(kind, name)) > 1
                        count += self.stateful(kind.child(name), above)
        return count

    def _of_kind(self, kind: object, node: Node, depth: int) -> Iterator[Any]:
        if isinstance(kind, Words):
            few = len(kind.values) <= MOST_WORDS
            yield from kind.values if few else (kind.values[0], kind.values[-1])
        elif isinstance(kind, Anything):
            yield from ANY_VALUES
        elif isinstance(kind, Scalar):
            facts = kind.facts
            yield from number_edges(facts) if isinstance(facts, Numbers) else text_edges(facts)
        elif isinstance(kind, Arrays):
            yield from self._arrays(kind, node, depth)
        elif isinstance(kind, Objects):
            yield from self._objects(kind, node, depth)

    def _arrays(self, arrays: Arrays, node: Node, depth: int) -> Iterator[list[Any]]:
        """The shortest, the longest, and one array for each edge of the items."""
        shortest = arrays.shortest
        longest = int(
            min(arrays.longest, max(MOST_ITEMS if arrays.most is not None else FEW_ITEMS, shortest))
        )
        if not shortest:
            yield []
        places = min(longest, len(arrays.prefix) + 1 + sum(each.least for each in arrays.wanted))
        items = [self._item(arrays, index, node, depth) for index in range(max(shortest, places))]
        if not items or not all(items[: max(shortest, 1)]):
            return
        if longest > shortest and all(items):
            rest = items[-1]
            filled = [*(values[0] for values in items), *(rest * longest)]
            yield (
                distinct([*filled, *(value for values in items for value in values)])
                if arrays.unique
                else filled
            )[:longest]
        some = items[: max(shortest, 1)]
        for turn in range(max(map(len, some))):
            yield [values[turn % len(values)] for values in some]

    def _item(self, arrays: Arrays, index: int, node: Node, depth: int) -> list[Any]:
        child = arrays.item(index)
        wanted = [schema for each in arrays.wanted if each.least for schema in each.schemas]
        if wanted and index < sum(each.least for each in arrays.wanted):
            child = child.with_(*wanted)
        return self._below(node, child, depth)

    def _below(self, parent: Node, child: Node, depth: int) -> list[Any]:
        """The edges one step down; only the simplest where the schema leads back into itself."""
        if not self._graph.leads_back(child, parent):
            return self.of(child)
        return self.of(child, depth - 1)[:2] if depth > 0 else []

    def _objects(self, objects: Objects, node: Node, depth: int) -> Iterator[dict[str, Any]]:
        names = [name for name in objects.names if objects.may_have(name)]
        if not names or len(names) < objects.least:
            yield from self._maps(objects, node, depth)
            return
        values, states = self.fields(objects, node, depth)
        if not all(states.values()):
            return
        turns = dict.fromkeys(states, 0)
        for name, each in states.items():
            if len(each) > 1:
                values[name][:2] = reversed(values[name][:2])
        for row in self._design(states, values, self.stateful(node)):
            row = _settled(objects, row, states)
            out: dict[str, Any] = {}
            for name, state in row.items():
                if state is NULL:
                    out[name] = None
                elif state is VALUE:
                    out[name] = values[name][turns[name] % len(values[name])]
                    turns[name] += 1
            yield out

    def fields(
        self, objects: Objects, node: Node, depth: int = DEPTH
    ) -> tuple[dict[str, list[Any]], dict[str, tuple[str, ...]]]:
        """The edges and the states of each field; no state where a value must be there and none is known."""
        names = [name for name in objects.names if objects.may_have(name)]
        values = {name: [*self._values(objects, name, node, depth)] for name in names}
        states = {
            name: tuple(state for state in states_of(objects, name) if state is not VALUE or values[name])
            for name in names
        }
        return values, states

    def _values(self, objects: Objects, name: str, node: Node, depth: int) -> list[Any]:
        """The edges of a field that are not null, where null is a state of its own."""
        child = objects.child(name)
        own = NULL in states_of(objects, name)
        return self._below(node, child.with_(NOT_NULL) if own else child, depth)

    def _design(
        self, states: dict[str, tuple[str, ...]], values: dict[str, list[Any]], stateful: int
    ) -> Iterator[dict[str, str]]:
        """As many rows as the fields' states and edges need, at most 3 for each stateful field."""
        rows = list(_patterns(states))
        room = 3 * stateful if stateful else MOST_WITHOUT_STATES
        full = dict.fromkeys(states, VALUE) | {
            name: each[0] for name, each in states.items() if VALUE not in each
        }
        rows = rows[:room]
        shown = {name: sum(row[name] is VALUE for row in rows) for name in states}
        missing = max((len(values[name]) - count for name, count in shown.items() if count), default=0)
        yield from rows
        yield from [full] * min(max(missing, 0), room - len(rows))

    def _maps(self, objects: Objects, node: Node, depth: int) -> Iterator[dict[str, Any]]:
        """The emptiest map, the fullest with the longest, and one for each edge of the keys and values."""
        if not objects.least and not objects.required:
            yield {}
        if objects.is_closed or objects.names:
            return
        values = self._below(node, objects.free, depth)
        keys = [key for key in self.of(objects.keys) if isinstance(key, str) and not key.isdigit()]
        labels = [label for label in LABELS if objects.may_be_called(label)]
        if not values or not (keys or labels):
            return
        if objects.most is not None:
            longest = max((value for value in values if isinstance(value, str)), key=len, default=values[-1])
            yield dict.fromkeys(_numbered(keys, objects, min(objects.most, MOST_ITEMS)), longest)
        count = max(objects.least, 1)
        many = [*labels, *_numbered(keys, objects, count)]
        for value in values:
            yield dict.fromkeys(many[:count], value)
        for key in keys:
            yield dict.fromkeys([key, *many][:count], values[0])


def _patterns(states: dict[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """All absent, all null, all there; then each field by itself in another state than all others.

    The three backgrounds take turns, so that every state of every field is in about a third of the rows:
    a part of the rows, too, is likely to show them all.
    """

    def as_far(wanted: str) -> dict[str, str]:
        return {
            name: wanted if wanted in each else VALUE if VALUE in each else each[0]
            for name, each in states.items()
        }

    absent, null, there = as_far(ABSENT), as_far(NULL), as_far(VALUE)
    rows = [absent, null, there]
    for name, each in states.items():
        for background, state in ((there, NULL), (null, ABSENT), (absent, VALUE)):
            if state in each and len(each) > 1:
                rows.append({**background, name: state})
    seen: list[dict[str, str]] = []
    for row in rows:
        if row not in seen:
            seen.append(row)
            yield row


def _settled(objects: Objects, row: dict[str, str], states: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Add what present fields bring with them."""
    there = with_dependents((name for name, state in row.items() if state is not ABSENT), objects.dependent)
    return {
        name: VALUE if state is ABSENT and name in there and VALUE in states[name] else state
        for name, state in row.items()
    }


def _numbered(keys: Sequence[str], objects: Objects, count: int) -> list[str]:
    """Different keys as long as the longest that is allowed."""
    longest = max(map(len, keys), default=0)
    made = [str(index).rjust(max(longest, 2), "k")[:longest] for index in range(count)] if longest else []
    return [key for key in dict.fromkeys(made) if objects.may_be_called(key)]
