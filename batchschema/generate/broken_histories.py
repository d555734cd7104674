"""Histories with exactly one thing wrong, labelled with the lifecycle rule that must say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from batchschema.generate import broken_polls, broken_sequences
from batchschema.generate.breaks import BrokenHistory
from batchschema.generate.errors import Unsatisfiable
from batchschema.generate.histories import Histories

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def broken_histories(histories: Histories) -> SearchStrategy[BrokenHistory]:
    """Draw broken histories, rule by rule about equally often.

    Raises `Unsatisfiable` when the vendor's table says too little for any rule to speak.
    """
    from hypothesis import strategies as st

    breaks = [
        one
        for possible in (*broken_polls.POSSIBLE, *broken_sequences.POSSIBLE)
        for one in possible(histories)
    ]
    if not breaks:
        raise Unsatisfiable("histories", "the vendor's lifecycle says too little to be broken")
    return st.composite(lambda draw: draw(st.sampled_from(breaks))(draw, histories))()
