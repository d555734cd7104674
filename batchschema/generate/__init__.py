"""Hypothesis strategies from schemas: values, values at the edges, and values with one thing wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from batchschema.generate.breaks import BrokenHistory
from batchschema.generate.broken_histories import broken_histories
from batchschema.generate.building import Manner
from batchschema.generate.drawing import draws, json_line
from batchschema.generate.errors import Unsatisfiable
from batchschema.generate.ground import Ground
from batchschema.generate.near_misses import NearMiss
from batchschema.generate.source import Source

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy as SearchStrategy

__all__ = [
    "BrokenHistory",
    "Ground",
    "Manner",
    "NearMiss",
    "Source",
    "Unsatisfiable",
    "broken_histories",
    "draws",
    "json_line",
]
