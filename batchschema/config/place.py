"""Where something is in a TOML document."""

Place = tuple[str | int, ...]
"""Keys and array indices from the top of the document."""
