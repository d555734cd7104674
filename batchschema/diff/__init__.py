"""Two documented shapes compared: every difference, whom it breaks, and the payload that shows it."""

from batchschema.diff.compare import changes_between
from batchschema.diff.document import Content, DiffDocument
from batchschema.diff.judge import Options, compared

__all__ = ["Content", "DiffDocument", "Options", "changes_between", "compared"]
