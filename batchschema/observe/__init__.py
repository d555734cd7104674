"""From payloads to a profile of what was seen, and from profiles to what that says beside a document."""

from batchschema.observe.compare import compared
from batchschema.observe.gather import UNSETTLED, profile_of
from batchschema.observe.merge import merged, merged_variant
from batchschema.observe.moments import moments_of
from batchschema.observe.periods import shifts
from batchschema.observe.propose import proposed
from batchschema.observe.written import SCHEMA, VERSION, read_profile, written_periods, written_profile

__all__ = [
    "SCHEMA",
    "UNSETTLED",
    "VERSION",
    "compared",
    "merged",
    "merged_variant",
    "moments_of",
    "profile_of",
    "proposed",
    "read_profile",
    "shifts",
    "written_periods",
    "written_profile",
]
