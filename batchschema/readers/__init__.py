"""From bytes to payloads with positions: JSON, JSON Lines, YAML and recordings, packed or not, and stdin."""

from batchschema.readers.json_text import JsonDocument, parse_json
from batchschema.readers.lines import Chunk, LineCounter, iter_chunks, line_ranges
from batchschema.readers.paths import File, expand
from batchschema.readers.source import Limits, kind_of, read_file, read_range, read_stdin

__all__ = [
    "Chunk",
    "File",
    "JsonDocument",
    "Limits",
    "LineCounter",
    "expand",
    "iter_chunks",
    "kind_of",
    "line_ranges",
    "parse_json",
    "read_file",
    "read_range",
    "read_stdin",
]
