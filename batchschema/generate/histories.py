"""Several looks at one made-up job, one after the other, as a client sees them that polls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from batchschema.core import Pointer, Shape
from batchschema.core.lifecycle import Lifecycle, Status, places_of
from batchschema.generate.building import Builder, Manner
from batchschema.generate.errors import Unsatisfiable
from batchschema.generate.graph import Graph
from batchschema.generate.ground import TYPES, Schema
from batchschema.generate.jobs import Job, Plan, put

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

T = TypeVar("T")
NOT_NULL = ["boolean", "integer", "fraction", "string", "array", "object"]
LATEST_START = 1_900_000_000
MOST_REQUESTS = 12


class Histories:
    """Draws jobs of one variant.

    Raises `Unsatisfiable` where the variant does not document a status that the vendor's lifecycle knows.
    """

    def __init__(self, graph: Graph, shape: Shape, lifecycle: Lifecycle) -> None:
        self.plan = Plan(lifecycle, places_of(shape))
        if not self.plan.has("id", "status") or not self.plan.statuses():
            raise Unsatisfiable(graph.ground.name, "no status of its jobs is known, so they have no history")
        self._graph = graph
        self._builder = Builder(graph, Manner(realistic=True, extras="never"))
        self._bases = self._payloads(self._containers())
        self._filled = self._payloads([*self._containers(), *self._contents()])

    def consistent(self) -> SearchStrategy[list[Any]]:
        """Looks that make sense, by themselves and together."""
        from hypothesis import strategies as st

        return st.composite(lambda draw: self.job(draw).polls())()

    def filled(self, draw: DrawFn) -> dict[str, Any]:
        """For each concept that a history sets, some value that says something."""
        payload = draw(self._filled)
        return {concept: _at(payload, pointer) for concept, (pointer, _) in self._set_by_us()}

    def ends(self, fits: Callable[[Status], bool] = lambda _: True) -> list[Status]:
        """The statuses a job may be left in."""
        return [status for status in self.plan.statuses() if fits(status)]

    def job(
        self,
        draw: DrawFn,
        ends: Sequence[Status] | None = None,
        *,
        once: bool = False,
        failing: bool | None = None,
    ) -> Job:
        """Draw a job that is last seen in one of some statuses.

        `once` is for a single look at the last status; `failing` lets all requests fail, or none.
        """
        from hypothesis import strategies as st

        end = draw(st.sampled_from(ends if ends is not None else self.ends()))
        way = self.plan.way_to(end, lambda options: draw(st.sampled_from(options)))
        looks = self._looks(draw, len(way), once=once)
        total = draw(st.integers(1, MOST_REQUESTS))
        late = draw(st.booleans()) and not way[0].terminal
        done = self._done(draw, way, looks, total, late=late, failing=failing)
        filled = self.filled(draw)
        base = draw(self._bases)
        lifecycle = self.plan.lifecycle
        for concept in filter(self.plan.has, lifecycle.identity):
            put(base, self.plan.places[concept][0].tokens, filled[concept])
        results = [name for name in (*lifecycle.answers, *lifecycle.failures) if self._can_be_empty(name)]
        nothing = {
            concept: draw(st.sampled_from(ways))
            for concept in dict.fromkeys(self._emptied())
            if (ways := self.plan.unset(concept))
        }
        return Job(
            plan=self.plan,
            base=base,
            way=way,
            looks=looks,
            moments=self._moments(draw),
            total=total,
            done=done,
            nothing=nothing,
            results={concept: filled[concept] for concept in results},
            late_total=late,
        )

    def _looks(self, draw: DrawFn, steps: int, *, once: bool) -> tuple[int, ...]:
        from hypothesis import strategies as st

        looks = [step for step in range(steps - 1) for _ in range(draw(st.integers(0, 2)))]
        return (*looks, *[steps - 1] * (1 if once else draw(st.integers(1, 2))))

    def _done(
        self,
        draw: DrawFn,
        way: Sequence[Status],
        looks: Sequence[int],
        total: int,
        *,
        late: bool,
        failing: bool | None,
    ) -> tuple[tuple[int, int], ...]:
        """How many requests are answered and failed at each look; neither falls, both stop at the end."""
        from hypothesis import strategies as st

        answered = draw(st.integers(1, total)) if failing is None else total * (not failing)
        shares = sorted(draw(st.lists(st.integers(0, 4), min_size=len(looks), max_size=len(looks))))
        done: list[tuple[int, int]] = []
        for look, share in zip(looks, shares, strict=True):
            status = way[look]
            is_all = status.succeeded or "pending_requests" in self.plan.zeros(status)
            part = 4 if is_all else 0 if look == 0 or (way[1:2] == (status,) and late) else min(share, 3)
            if status.terminal and not is_all and done:
                done.append(done[-1])
            elif status.terminal and not is_all:
                done.append((0, 0))
            else:
                done.append((answered * part // 4, (total - answered) * part // 4))
        return tuple(done)

    def _moments(self, draw: DrawFn) -> dict[str, int]:
        """A moment for each timestamp, at least two seconds after those it follows."""
        from hypothesis import strategies as st

        rows = [[c for c in row if self.plan.has(c)] for row in self.plan.lifecycle.orders]
        moments: dict[str, int] = {}
        for concept in self.plan.timestamps():
            before = [moments[row[row.index(concept) - 1]] for row in rows if concept in row[1:]]
            start = max(before) if before else draw(st.integers(LATEST_START - 200_000_000, LATEST_START))
            moments[concept] = start + (draw(st.integers(2, 5_000)) if before else 0)
        return moments

    def _emptied(self) -> Iterator[str]:
        """The concepts that are empty at some time."""
        lifecycle = self.plan.lifecycle
        yield from self.plan.timestamps()
        results = (*lifecycle.answers, *lifecycle.failures, "errors", *lifecycle.absent_is_zero)
        yield from (concept for concept in results if self.plan.has(concept))

    def _can_be_empty(self, concept: str) -> bool:
        return self.plan.has(concept) and bool(self.plan.unset(concept))

    def _set_by_us(self) -> Iterator[tuple[str, Any]]:
        lifecycle = self.plan.lifecycle
        wanted = {*lifecycle.identity, *lifecycle.answers, *lifecycle.failures, "id", "errors", "error_list"}
        yield from ((concept, place) for concept, place in self.plan.places.items() if concept in wanted)

    def _containers(self) -> list[Schema]:
        """What holds where every object that a lifecycle looks into is there, and the id is a text."""
        lifecycle = self.plan.lifecycle
        spoken = {"id", *lifecycle.followed, *self.plan.timestamps()}
        spoken |= {count for each in lifecycle.sums for count in (each.whole, *each.parts)}
        spoken |= {count for each in lifecycle.zeros for count in each.counts}
        places = [self.plan.places[concept][0] for concept in sorted(spoken) if self.plan.has(concept)]
        parents = dict.fromkeys(place.parent for place in places)
        found = [_forcing(pointer, {TYPES: ["object"]}) for pointer in parents if pointer.tokens]
        return [*found, _forcing(self.plan.places["id"][0], {TYPES: ["string"], "minLength": 1})]

    def _contents(self) -> Iterator[Schema]:
        """What holds where every field that we take a value from has one that says something."""
        for concept, (pointer, node) in self._set_by_us():
            types = NOT_NULL if node.types is not None or concept == "errors" else ["string"]
            says: dict[str, Any] = {TYPES: types, "minLength": 1}
            if node.types is None:
                says["minItems"] = says["minProperties"] = 1
            if "array" in (node.types or ()):
                says["minItems"] = 1
            if concept == "errors" and "object" in (node.types or ()) and not node.properties:
                says["minProperties"] = 1
            yield _forcing(pointer, says)

    def _payloads(self, forced: Sequence[Schema]) -> SearchStrategy[Any]:
        from copy import deepcopy

        schema = self._graph.ground.schema
        node = self._graph.node([schema, *forced])
        valid = self._graph.ground.valid(schema)
        return self._builder.strategy(node).filter(valid).map(deepcopy)


def _forcing(pointer: Pointer, schema: Schema) -> Schema:
    """A schema of payloads that have a place, and something there that holds another schema."""
    for token in reversed(pointer.tokens):
        schema = {TYPES: ["object"], "required": [token], "properties": {token: schema}}
    return schema


def _at(payload: Any, pointer: Pointer) -> Any:
    for token in pointer.tokens:
        payload = payload[token]
    return payload
