"""What a source holds besides batch jobs: counted, listed where that is asked for, and looked into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from batchschema.core import Exchange, Instance
from batchschema.readers import JsonDocument
from batchschema.run.tally import Tally

if TYPE_CHECKING:
    from batchschema.run.check import Checker

MOST_LOOKS = 4
"""Values of one source that are looked into for a job, of those that speak of batches."""


@dataclass(slots=True)
class Skips:
    """What is skipped of one source."""

    checker: Checker
    tally: Tally
    source: str
    _exchange: Exchange | None = None
    """The exchange that was skipped last."""
    _looks: int = 0

    def instance(self, instance: Instance) -> None:
        """Skip a value that is no job; the first few are looked into for one."""
        self.exchange(instance.exchange)
        document = instance.document
        if (
            instance.exchange is None
            and self._looks < MOST_LOOKS
            and isinstance(document, JsonDocument)
            and b"batch" in document.text
        ):
            self._looks += 1
            self._look_inside(instance)

    def exchange(self, exchange: Exchange | None) -> None:
        """Skip what no exchange brought, or an exchange: it counts once, however many values its body has."""
        if exchange is None or exchange is not self._exchange:
            self.count("holds no batch job")
        self._exchange = exchange

    def count(self, why: str) -> None:
        """Count what is skipped."""
        self.tally.skipped += 1
        if self.checker.options.skips:
            self.tally.skips[self.source, why] += 1

    def _look_inside(self, instance: Instance) -> None:
        from batchschema.run.unknown import job_inside  # a run that knows its payloads need not load it

        found = job_inside(instance, self.checker.is_batch, self.checker.options.at)
        if found is not None:
            self.tally.inside[self.source] = found
            self._looks = MOST_LOOKS
