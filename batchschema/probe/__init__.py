"""Put payloads to a real class or program: ask it in a process of its own, see what comes back, shrink."""

from batchschema.probe.answers import (
    Accepted,
    Answer,
    NoVerdict,
    Raised,
    Rejected,
    line_of,
    outcome_of,
    reason_of,
)
from batchschema.probe.asking import Asker, TargetNotUsable, command_line, python_line
from batchschema.probe.baseline import Baseline, baseline_of, smallest_of
from batchschema.probe.blame import common, described, has_integral_fractions, has_unnamed_keys, within
from batchschema.probe.compare import Difference, DifferenceKind, differences
from batchschema.probe.reduce import MOST_STEPS, Reduction, differing, reduced, transplanted
from batchschema.probe.results import Edit, Probed, Probing, edits_of
from batchschema.probe.surely import surely
from batchschema.probe.tries import merged, places, tries

__all__ = [
    "MOST_STEPS",
    "Accepted",
    "Answer",
    "Asker",
    "Baseline",
    "Difference",
    "DifferenceKind",
    "Edit",
    "NoVerdict",
    "Probed",
    "Probing",
    "Raised",
    "Reduction",
    "Rejected",
    "TargetNotUsable",
    "baseline_of",
    "command_line",
    "common",
    "described",
    "differences",
    "differing",
    "edits_of",
    "has_integral_fractions",
    "has_unnamed_keys",
    "line_of",
    "merged",
    "outcome_of",
    "places",
    "python_line",
    "reason_of",
    "reduced",
    "smallest_of",
    "surely",
    "transplanted",
    "tries",
    "within",
]
