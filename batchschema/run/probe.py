"""Put payloads to a real class or program, and report where it and its document disagree."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from batchschema.config import Policy
from batchschema.core import Shape, Variant
from batchschema.generate import Unsatisfiable, draws, json_line
from batchschema.probe import Asker, Probing, command_line, python_line
from batchschema.run.prober import Prober, surely_allowed

Draw = Callable[[Variant, int, int], Iterable[tuple[str, object]]]
"""Payloads of a variant, each with its kind: `valid`, `boundary` or `near-miss`; so many, by a seed."""


@dataclass(frozen=True, slots=True)
class ProbeOptions:
    """What to ask, and how."""

    target: str | None = None
    """`module:Class`, or None for a command."""
    command: str | None = None
    python: str | None = None
    """The interpreter that has the target; None is the one that runs this."""
    how: str = "validate"
    """`validate`, `validate-json` or `construct`."""
    number: int = 100
    """How many payloads of each kind are drawn."""
    seed: int = 0
    time_limit: float = 5
    """Seconds for one answer."""
    policy: Policy = field(default_factory=Policy)

    @property
    def name(self) -> str:
        """What findings call the target."""
        return str(self.command if self.target is None else self.target)

    def asker(self) -> Asker:
        """The process to ask; raises `TargetNotUsable` for what cannot be one."""
        if self.target is None:
            words = command_line(str(self.command))
        else:
            words = python_line(self.target, how=self.how, python=self.python)
        return Asker(words, name=self.name, time_limit=self.time_limit, greets=self.target is not None)


def probe(variant: Variant, shape: Shape, options: ProbeOptions, draw: Draw | None = None) -> Probing:
    """Put edited and drawn payloads to a target.

    Raises `TargetNotUsable` when there is no such target, and `TargetSilent` when it answers nothing.
    """
    drawn = list((draw or drawn_payloads)(variant, options.number, options.seed))
    with options.asker() as asker:
        return Prober(variant, shape, asker, options.policy).probe(drawn)


def drawn_payloads(variant: Variant, number: int, seed: int) -> Iterator[tuple[str, object]]:
    """Payloads from the generators; of the valid ones, half are allowed whatever silence means."""
    from batchschema.run.generate import boundary, near_misses, payloads

    narrowed = replace(variant, schema=surely_allowed(variant)) if variant.is_canonical else variant
    with contextlib.suppress(Unsatisfiable):
        yield from (("valid", each) for each in draws(payloads(narrowed), number, seed=seed))
    yield from (("valid", each) for each in draws(payloads(variant), number, seed=seed, name=variant.id))
    yield from (("boundary", each) for each in draws(boundary(variant), number, seed=seed))
    with contextlib.suppress(Unsatisfiable):
        misses = draws(near_misses(variant), number, seed=seed, key=lambda miss: json_line(miss.value))
        yield from (("near-miss", miss.value) for miss in misses)
