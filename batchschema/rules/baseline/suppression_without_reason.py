"""Nobody has said why a known deviation is accepted.

Why: Without a reason, nobody can tell when an entry may go. An entry of the baseline is written by a
command, so this is a warning there; a `[[suppress]]` table of the configuration is written by hand, and one
without a reason is a mistake that ends the run. Found for entries that hid something in this run.

Reject (entry):
    {"path": "p.json", "rule": "missing-required-field", "pointer": "/model", "reason": ""}

Accept (entry):
    {"path": "p.json", "rule": "missing-required-field", "pointer": "/model", "reason": "an old recording"}

Fix: Write the reason into the entry, or say it once for all that lack one: `batchschema baseline update
--reason "…"`.
"""

from batchschema.core import Severities, Severity

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)
