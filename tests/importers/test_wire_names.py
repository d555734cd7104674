"""Names of SDKs and the wire names behind them."""

from __future__ import annotations

import pytest

from batchschema.importers.wire_names import snake_case, unreserved


@pytest.mark.parametrize(
    ("sdk", "wire"),
    [
        ("inputFileId", "input_file_id"),
        ("InputFileID", "input_file_id"),
        ("FileIDs", "file_ids"),
        ("URL", "url"),
        ("topP", "top_p"),
        ("NEpochs", "n_epochs"),
        ("JSONSchema", "json_schema"),
        ("snake_case", "snake_case"),
        ("x-header", "x-header"),
        ("latencyP95SThreshold", "latency_p95_s_threshold"),
    ],
)
def test_wire_names(sdk: str, wire: str) -> None:
    assert snake_case(sdk) == wire


@pytest.mark.parametrize(
    ("sdk", "wire"), [("OBJECT", "object"), ("from_", "from"), ("id_", "id_"), ("A", "A")]
)
def test_python_names_lose_what_reserved_words_cost(sdk: str, wire: str) -> None:
    assert unreserved(sdk) == wire
