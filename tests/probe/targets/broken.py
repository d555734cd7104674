"""A module that does not import."""

raise RuntimeError("no such luck")
