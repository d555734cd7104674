"""Rules that ask whether a job makes sense: one look at it by itself, and several looks one after the other.

They speak in vendor-neutral concepts, by the vendor's table in `schemas/_meta/lifecycles/`; where the table
does not say, or the variant does not document the field, a rule is silent. What they may know is in
`rules/poll_case.py` and `rules/history_case.py`, and where a variant has it in `rules/layout.py`.
"""

from batchschema.rules.history_case import HistoryCase, Step
from batchschema.rules.layout import Layout
from batchschema.rules.poll_case import PollCase

__all__ = ["HistoryCase", "Layout", "PollCase", "Step"]
