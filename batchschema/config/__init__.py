"""Policy: which rules are on and how bad each is, and what the configuration file says of paths."""

from batchschema.config.configuration import Configuration, Suppression
from batchschema.config.policy import OPT_IN, Policy, Profile
from batchschema.config.reading import (
    KEYS,
    OWN_FILE,
    PYPROJECT,
    TABLE,
    USUAL_BASELINE,
    NoTable,
    read_configuration,
    read_configuration_file,
    shown,
)

__all__ = [
    "KEYS",
    "OPT_IN",
    "OWN_FILE",
    "PYPROJECT",
    "TABLE",
    "USUAL_BASELINE",
    "Configuration",
    "NoTable",
    "Policy",
    "Profile",
    "Suppression",
    "read_configuration",
    "read_configuration_file",
    "shown",
]
