"""Vendor documents in, canonical schemas out, with doubts about what could not be taken over."""

from batchschema.importers.canonical import Header, canonical
from batchschema.importers.components import component_fields
from batchschema.importers.described import Described
from batchschema.importers.document import NOTATIONS
from batchschema.importers.doubt import Doubt, Example, UnknownRoot, UnreadableDocument, UnreadFile
from batchschema.importers.drift import Difference, differences
from batchschema.importers.folder import FolderCount, count_folder
from batchschema.importers.imported import Imported
from batchschema.importers.read import import_document
from batchschema.importers.recalled import recalled
from batchschema.importers.siblings import filled, taken_facts

__all__ = [
    "NOTATIONS",
    "Described",
    "Difference",
    "Doubt",
    "Example",
    "FolderCount",
    "Header",
    "Imported",
    "UnknownRoot",
    "UnreadFile",
    "UnreadableDocument",
    "canonical",
    "component_fields",
    "count_folder",
    "differences",
    "filled",
    "import_document",
    "recalled",
    "taken_facts",
]
