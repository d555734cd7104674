"""The catalogue: every documented shape we know, and schemas that users bring."""

from batchschema.catalog.catalogue import Catalog, load
from batchschema.catalog.foreign import local_resolver, read_schema
from batchschema.catalog.identify import Choice, Identifier

__all__ = ["Catalog", "Choice", "Identifier", "load", "local_resolver", "read_schema"]
