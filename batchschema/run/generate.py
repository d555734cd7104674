"""Strategies and draws for variants and schemas: the generators with an engine behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from batchschema.catalog import load, local_resolver
from batchschema.catalog.lifecycles import lifecycle_for
from batchschema.config import Policy
from batchschema.core import Instance, Variant
from batchschema.engines import compiled
from batchschema.generate import (
    BrokenHistory,
    Ground,
    Manner,
    NearMiss,
    Source,
    Unsatisfiable,
    broken_histories,
)
from batchschema.shape import shape_of, strict

if TYPE_CHECKING:
    from batchschema.generate import SearchStrategy

Schema = Mapping[str, Any] | bool


def from_schema(schema: Schema, *, name: str = "schema") -> SearchStrategy[Any]:
    """Draw values that satisfy a JSON Schema (draft 4 to 2020-12, self-contained), formats asserted.

    Values are as various as the schema allows, and shrink to the smallest. `name` is what errors call it.

    Raises `UnusableSchema` for what is no schema or refers to what is not there, and `Unsatisfiable`,
    which is one too, where nothing satisfies it, as far as that can be told beforehand.
    """
    return _source(schema, name).values(Manner())


def payloads(variant: str | Variant, *, extra_keys: bool = False) -> SearchStrategy[Any]:
    """Draw valid payloads of a documented shape, in wire names, in the lenient reading.

    A field is absent, null, or has a value about equally often, where each is let through; values look
    like a service's. `extra_keys` adds a key that no one documents to some objects. A payload shrinks to
    the fields that are always there.
    """
    found = _variant(variant)
    manner = Manner(realistic=True, extras="one" if extra_keys else "never")
    return _source(found.schema, found.id).values(manner)


def boundary(variant: str | Variant, *, mixed: bool = False) -> SearchStrategy[Any]:
    """Draw valid payloads at the edges, out of a list that is made for the purpose.

    With k fields that can be absent or null, the list has at most 3k payloads, so that 3k different draws
    show each field absent, null and with a value; values are at their own limits in turn. `mixed` puts
    any states and any edges together instead: there are far more of these, and no such bound.
    """
    found = _variant(variant)
    return _source(found.schema, found.id).edges(mixed=mixed)


def near_misses(variant: str | Variant) -> SearchStrategy[NearMiss]:
    """Draw payloads with exactly one thing wrong, each with the rule and the place `check` must report.

    But for the mutation, a payload has no finding at all, notes included.
    """
    found = _variant(variant)
    if found.is_canonical:
        schema = strict(found.schema)
        return _source(schema, found.id).near_misses(shape_of(schema))
    based = _based(found.schema)
    shape = shape_of(based, local_resolver(based))
    return _source(based, found.id).near_misses(shape, confirmed=_confirmation(found))


@overload
def histories(variant: str | Variant, *, broken: Literal[False] = False) -> SearchStrategy[list[Any]]: ...


@overload
def histories(variant: str | Variant, *, broken: Literal[True]) -> SearchStrategy[BrokenHistory]: ...


def histories(variant: str | Variant, *, broken: bool = False) -> SearchStrategy[Any]:
    """Draw what a client sees that polls one job: a list of valid payloads that make sense together.

    `broken` draws histories with exactly one thing wrong instead: `polls`, the lifecycle `rule` that must say
    so, the `index` of the poll, and the `pointer` in it.

    Raises `Unsatisfiable` where no lifecycle is known of the variant's vendor.
    """
    found = _variant(variant)
    lifecycle = lifecycle_for(found.vendor)
    if lifecycle is None:
        raise Unsatisfiable(found.id, "no lifecycle is known of its vendor, so its jobs have no history")
    drawn = _source(found.schema, found.id).histories(shape_of(found.schema), lifecycle)
    return broken_histories(drawn) if broken else drawn.consistent()


def _confirmation(variant: Variant) -> Callable[[NearMiss], bool]:
    """Whether `check` says of a near miss what its label says, and nothing else."""
    from batchschema.run.judge import Judge

    judge = Judge(variant, Policy())

    def is_confirmed(miss: NearMiss) -> bool:
        findings = judge.verdict(Instance(miss.value, "")).findings
        return [(found.rule, str(found.pointer)) for found in findings] == [(miss.rule, miss.pointer)]

    return is_confirmed


def _variant(variant: str | Variant) -> Variant:
    return load()[variant] if isinstance(variant, str) else variant


def _source(schema: Schema, name: str) -> Source:
    based = _based(schema) if isinstance(schema, Mapping) else schema
    compiled(based, name=name)  # says what is wrong with it, if anything is
    ground = Ground(
        based,
        resolver=local_resolver(based if isinstance(based, Mapping) else {}),
        compile=lambda part: compiled(part, name=name).is_valid,
        name=name,
    )
    return Source(ground)


def _based(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema with an id that references can count from: without an empty fragment."""
    for word in ("$id", "id"):
        if isinstance(base := schema.get(word), str) and base.endswith("#"):
            return {**schema, word: base.rstrip("#")}
    return schema
