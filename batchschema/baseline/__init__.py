"""Known deviations: one entry a line, so that two branches' additions merge."""

from batchschema.baseline.entry import Entry, Subject, subjects_of
from batchschema.baseline.file import Baseline, read_baseline, text_of
from batchschema.baseline.update import Change, Met, kept, pruned, updated

__all__ = [
    "Baseline",
    "Change",
    "Entry",
    "Met",
    "Subject",
    "kept",
    "pruned",
    "read_baseline",
    "subjects_of",
    "text_of",
    "updated",
]
