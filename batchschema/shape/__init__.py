"""Facts per place, and the readings of a schema: every spelling of null and presence ends here."""

from batchschema.shape.derive import shape_of
from batchschema.shape.reading import lenient, loose, screen, strict

__all__ = ["lenient", "loose", "screen", "shape_of", "strict"]
