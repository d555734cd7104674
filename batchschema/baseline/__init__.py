"""Known deviations: one entry a line, so that two branches' additions merge."""

from batchschema.baseline.entry import Entry, identity
from batchschema.baseline.file import Baseline, read_baseline, write_baseline
from batchschema.baseline.update import Change, Met, pruned, updated

__all__ = [
    "Baseline",
    "Change",
    "Entry",
    "Met",
    "identity",
    "pruned",
    "read_baseline",
    "updated",
    "write_baseline",
]
