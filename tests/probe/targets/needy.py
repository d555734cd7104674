"""A module that needs another one that is not there."""

import no_such_library  # type: ignore[import-not-found]  # noqa: F401
