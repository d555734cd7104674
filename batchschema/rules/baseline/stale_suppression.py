"""A known deviation is no longer there.

Why: An entry that hides nothing today hides the same deviation when it comes back. Found for entries of the
baseline and for `[[suppress]]` tables of the configuration, and only where that is certain: every file that
the entry speaks of was read whole in this run, by a variant and with rules that could have found it. A run
over some of the files, as of a pre-commit hook, says nothing about the others. An entry that names a version
hides nothing once payloads are put to another one, as after an upgrade; the hint then says so.

Reject (entry):
    {"path": "p.json", "rule": "wrong-type", "pointer": "/model"}
    {"path": "*.json", "rule": "missing-required-field", "pointer": "/id"}

Accept (entry):
    {"path": "p.json", "rule": "missing-required-field", "pointer": "/model"}
    {"path": "*.json", "rule": "missing-required-field", "pointer": "/model"}
    {"path": "not-read-in-this-run.json", "rule": "wrong-type", "pointer": "/model"}

Fix: `batchschema baseline prune` takes such entries out of the baseline; take tables out of the
configuration by hand.
"""

from batchschema.core import Severities, Severity

SEVERITIES = Severities(documented=Severity.WARNING, strict=Severity.ERROR)
