"""JSON Lines: each line is a payload of its own, whatever its neighbours are and however it arrives."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from batchschema.core import Unreadable
from batchschema.core.pointer import Pointer
from batchschema.readers import Chunk, JsonDocument, Limits, iter_chunks, read_file
from tests.command import Command
from tests.near_payloads import json_values
from tests.writing import written

ADVERSARIAL = [
    b'{"a":[[1', b"2]]}", b"{}],[{}", b"1,2", b"[1,2]", b"", b"  ", b"\r", b"{}\r", b"\xef\xbb\xbf{}", b"1",
    b'"]],[["', b"]", b"[", b"],[", b'"', b'","', b"{} {}", b"[[", b"]]", b'{"a":1,"a":2}', b'"a\\', b"null",
    b'{"x":"],\\"seam\\",["}', b"\xff", b"\x00", b"NaN", b"// no", b'["', b'"]', b"{", b"}", b'{"a":', b"1}",
    b"1]],[[2", b",",
]  # fmt: skip
BIG = 64 << 20
UNPARSED = ("wrong-encoding", "not-finite-number", "malformed-json")


def line_by_line(text: bytes) -> list[Any] | None:
    """What each line is by itself; None if one is not exactly one JSON value."""
    try:
        return [orjson.loads(line) for line in text.split(b"\n")]
    except orjson.JSONDecodeError:
        return None


def in_pieces(text: bytes, sizes: Callable[[], int]) -> Callable[[int], bytes]:
    """A `read` that gives a few bytes at a time, as pipes do."""
    stream = io.BytesIO(text)
    return lambda size: stream.read(min(size, sizes()))


def parts_of(read: Callable[[int], bytes], *, max_payload: int = BIG) -> list[Chunk | Unreadable]:
    return list(iter_chunks(read, "p.jsonl", max_payload=max_payload))


def chunk_of(text: bytes) -> Chunk:
    """Some lines after a harmless one, so that the beginning shows no foreign encoding."""
    (chunk,) = parts_of(io.BytesIO(b"[1, 2]\n" + text + b"\n").read)
    assert isinstance(chunk, Chunk)
    return chunk


def written_line(value: Any) -> SearchStrategy[bytes]:
    return written(value, one_line=True).map(str.encode)


lines = st.one_of(st.sampled_from(ADVERSARIAL), json_values.flatmap(written_line))
texts = st.lists(lines, min_size=1, max_size=6)


@given(texts)
def test_parsing_lines_together_is_parsing_them_one_by_one_or_nothing(parts: list[bytes]) -> None:
    text = b"\n".join(parts)
    chunk = chunk_of(text)
    together, alone = chunk.values(), line_by_line(chunk.text)
    event("together" if together is not None else "one by one")
    assert together is None or together == alone


@pytest.mark.parametrize("first", ADVERSARIAL, ids=repr)
def test_a_line_cannot_leak_into_the_next(first: bytes) -> None:
    for second in ADVERSARIAL:
        for text in (first + b"\n" + second, b"{}\n" + first + b"\n" + second + b"\n{}"):
            chunk = chunk_of(text)
            together = chunk.values()
            assert together is None or together == line_by_line(chunk.text)


def test_clean_lines_are_parsed_together() -> None:
    assert chunk_of(b'{"a":1}\n[2]\n"3"\nnull').values() == [[1, 2], {"a": 1}, [2], "3", None]


@given(st.lists(json_values.flatmap(written_line), min_size=1, max_size=4))
def test_lines_that_are_values_are_parsed_together(parts: list[bytes]) -> None:
    assert chunk_of(b"\n".join(parts)).values() == [[1, 2], *map(orjson.loads, parts)]


@example([b"\xef\xbb\xbf{}"], [1], True)
@example(["{}".encode("utf-16-le"), b""], [1], True)
@given(texts, st.lists(st.integers(1, 9), min_size=1, max_size=5), st.booleans())
def test_however_a_stream_arrives_its_lines_are_the_same(
    parts: list[bytes], sizes: list[int], ended: bool
) -> None:
    text = b"\n".join(parts) + b"\n" * ended
    turns = itertools.cycle(sizes)
    pieces = in_pieces(text, lambda: next(turns))
    assert list(told_of(parts_of(pieces))) == list(told_of(parts_of(io.BytesIO(text).read)))


def told_of(parts: list[Chunk | Unreadable]) -> Iterator[tuple[Any, ...]]:
    """Each line's number with its value, or with the rule that it breaks."""
    for part in parts:
        for document in part.documents() if isinstance(part, Chunk) else [part]:
            if isinstance(document, Unreadable):
                assert document.position is not None
                yield document.position.line, document.rule
            else:
                yield document.locate(Pointer()).line, document.value


@given(texts)
def test_lines_are_numbered_as_they_stand_in_the_file(parts: list[bytes]) -> None:
    text = b"\n".join([b"[1, 2]", *parts])
    told = list(told_of(parts_of(io.BytesIO(text + b"\n").read)))
    numbers = [number for number, _ in told]
    assert numbers == [number for number, line in enumerate(text.split(b"\n"), 1) if line.strip()]
    for number, value in told:
        line = text.split(b"\n")[number - 1].removeprefix(b"\xef\xbb\xbf")
        parsed = line_by_line(line)
        assert value == parsed[0] if parsed is not None else value in UNPARSED


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(5, 40), st.integers(1, 30))
def test_a_line_over_the_limit_is_passed_over_and_no_other(lengths: list[int], limit: int, size: int) -> None:
    texts = [b'"' + b"x" * (length - 2) + b'"' if length > 1 else b"1" * length for length in lengths]
    read = in_pieces(b"".join(text + b"\n" for text in texts), lambda: size)
    told = list(told_of(parts_of(read, max_payload=limit)))
    expected = [
        (number, "payload-too-large" if len(text) > limit else orjson.loads(text))
        for number, text in enumerate(texts, 1)
        if text
    ]
    assert told == expected


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".jsonl.gz"])
def test_every_line_of_a_file_is_judged_under_its_number(suffix: str, call: Command, tmp_path: Path) -> None:
    good, bad = b'{"id":"b","object":"batch","status":"QUEUED"}', b'{"id":"b","object":"batch","status":5}'
    text = b"\xef\xbb\xbf" + b"\r\n".join([good, b"", bad, b"{", bad, b" ", good, bad])
    data = gzip.compress(text) if suffix.endswith(".gz") else text
    (tmp_path / f"p{suffix}").write_bytes(data)
    told = call("check", f"p{suffix}", "--format", "json", "--select", "wrong-type")
    assert [(each["line"], each["rule"]) for each in told.findings] == [
        (3, "wrong-type"),
        (4, "malformed-json"),
        (5, "wrong-type"),
        (8, "wrong-type"),
    ]
    assert told.code == 3
    assert told.report["summary"]["payloads"] == 5


@given(st.data(), st.lists(json_values, min_size=1, max_size=4))
def test_a_packed_file_holds_what_the_plain_one_holds(data: st.DataObject, values: list[Any]) -> None:
    text = "\n".join(data.draw(written(value, one_line=True)) for value in values).encode()
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("p.jsonl", text), ("q.jsonl.gz", gzip.compress(text))):
            (Path(folder) / name).write_bytes(content)
        plain, packed = (list(read_file(f"{folder}/{name}", Limits())) for name in ("p.jsonl", "q.jsonl.gz"))
    assert [chunk.text for chunk in plain if isinstance(chunk, Chunk)] == [
        chunk.text for chunk in packed if isinstance(chunk, Chunk)
    ]
    assert values_in(plain) == values_in(packed) == [orjson.loads(json.dumps(value)) for value in values]


def values_in(parts: list[Any]) -> list[Any]:
    found = []
    for chunk in parts:
        assert isinstance(chunk, Chunk)
        for document in chunk.documents():
            assert isinstance(document, JsonDocument)
            found.append(document.value)
    return found


def test_a_packed_line_over_the_limit_is_passed_over(call: Command, tmp_path: Path) -> None:
    small = b'{"id":"b","object":"batch","status":5}\n'
    (tmp_path / "p.jsonl.gz").write_bytes(gzip.compress(small + b'"' + b"x" * 10_000_000 + b'"\n' + small))
    told = call("check", "p.jsonl.gz", "--max-payload", "1M", "--select", "wrong-type", "--format", "json")
    assert [(each["line"], each["rule"]) for each in told.findings] == [
        (1, "wrong-type"),
        (2, "payload-too-large"),
        (3, "wrong-type"),
    ]
