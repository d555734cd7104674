"""A value in a body is found where the recording spells it, through every kind of escape and folding.

Numbers are looked for: no notation escapes or folds them, so their digits stand in the source as they are.
"""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)

from batchschema.core import Document, Pointer, Position, Unreadable
from batchschema.readers.notebook import read_notebook
from batchschema.readers.r_fixture import read_r_fixture
from batchschema.readers.recordings import SINGLE, read_json_recording, read_yaml_recording
from batchschema.readers.spelled import r_string
from tests.readers.test_positions import offset_of, places_in
from tests.recordings.making import (
    Call,
    Recording,
    exvcr,
    har,
    nock,
    notebook,
    r_fixture,
    ruby_vcr,
    stub,
    to_json,
    to_yaml,
    vcr,
    with_parsed_body,
)

LIMIT = 1 << 20
TEXTS = st.text(
    st.one_of(st.sampled_from(list(" \n\t'\"\\:#-{}[],é€😀|>%\u2028")), st.characters(codec="utf-8")),
    max_size=30,
)
VALUES: SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.just(0), st.just(0), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(TEXTS, inner, max_size=5)),
    max_leaves=15,
)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """JSON texts in which every number is another one."""
    counter = itertools.count(7_000_001)

    def numbered(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: numbered(part) for key, part in value.items()}
        if isinstance(value, list):
            return [numbered(part) for part in value]
        return next(counter) if value == 0 and value is not False else value

    value = numbered(draw(st.one_of(st.lists(VALUES), st.dictionaries(TEXTS, VALUES))))
    return json.dumps(value, indent=draw(st.sampled_from([None, 1, 2])), ensure_ascii=draw(st.booleans()))


def found(parts: Iterator[Document | Unreadable] | None) -> Document:
    assert parts is not None, "it is a recording"
    (document,) = parts
    assert not isinstance(document, Unreadable), document
    return document


def assert_numbers_are_found(document: Document, body: str, source: str) -> None:
    assert document.value == json.loads(body)
    for pointer, part in places_in(document.value):
        if type(part) is int:
            at = offset_of(source, document.locate(pointer))
            assert source[at : at + 7] == str(part), (pointer, document.locate(pointer))


def styled(style: str | None) -> type[yaml.Dumper]:
    class Styled(yaml.Dumper):
        """Writes every string in one style, where YAML allows it."""

    Styled.add_representer(
        str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    )
    return Styled


def body_in(source: str, key: str) -> str:
    """The body as PyYAML reads it back; empty where it cannot."""
    try:
        (interaction,) = yaml.load(source, Loader=yaml.CSafeLoader)[key]
    except yaml.YAMLError:
        return ""
    return str(interaction["response"]["body"]["string"])


def line_ends_of_yaml(text: str) -> bool:
    """Whether YAML 1.1 counts more lines than editors do."""
    return any(mark in text for mark in "\x85\u2028\u2029")


@given(
    bodies(),
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.integers(20, 120),
    st.booleans(),
    st.sampled_from([None, 1, 4, 9]),
)
def test_numbers_are_found_in_every_style_of_pyyaml(
    body: str, style: str | None, width: int, unicode: bool, indent: int | None
) -> None:
    source = to_yaml(
        vcr([Call(body)]), Dumper=styled(style), width=width, allow_unicode=unicode, indent=indent
    )
    assume(not line_ends_of_yaml(source))
    assume(body_in(source, "interactions") == body)  # narrow lines are not always written right
    document = found(read_yaml_recording(source.encode(), "s", max_payload=LIMIT))
    assert_numbers_are_found(document, body, source)


@given(
    bodies(),
    st.sampled_from(
        [DoubleQuotedScalarString, SingleQuotedScalarString, LiteralScalarString, FoldedScalarString]
    ),
    st.integers(20, 200),
)
def test_numbers_are_found_in_every_style_of_ruamel(body: str, style: type[str], width: int) -> None:
    emitter = YAML()
    emitter.width = width
    out = io.StringIO()
    emitter.dump(ruby_vcr([Call(style(body))]), out)
    source = out.getvalue()
    assume(not line_ends_of_yaml(source))
    assume(same_json(body_in(source, "http_interactions"), body))  # nor is folded text
    document = found(read_yaml_recording(source.encode(), "s", max_payload=LIMIT))
    assert_numbers_are_found(document, body, source)


def same_json(one: str, other: str) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


JSON_LAYOUTS: dict[str, Callable[[Call], Recording]] = {
    "har": lambda call: har([call]),
    "vcr": lambda call: vcr([call]),
    "ruby-vcr": lambda call: ruby_vcr([call]),
    "list": lambda call: exvcr([call]),
    "nock": lambda call: nock([call]),
    "wiremock": lambda call: {"mappings": [stub(call, inline=True)]},
}


@given(bodies(), st.sampled_from([None, 2]), st.sampled_from(sorted(JSON_LAYOUTS)), st.integers(1, 400))
def test_numbers_are_found_in_json(body: str, indent: int | None, kind: str, block: int) -> None:
    source = to_json(JSON_LAYOUTS[kind](Call(body)), indent=indent)
    file = io.BytesIO(source.encode())
    parts = read_json_recording(lambda _: file.read(block), kind, "s", max_payload=LIMIT)
    assert_numbers_are_found(found(parts), body, source)


@given(bodies(), st.sampled_from([None, 1]))
def test_numbers_are_found_in_a_stub(body: str, indent: int | None) -> None:
    source = to_json(stub(Call(body), inline=True), indent=indent)
    parts = read_json_recording(lambda _: b"", SINGLE, "s", max_payload=LIMIT, first=source.encode())
    assert_numbers_are_found(found(parts), body, source)


@given(bodies(), st.booleans())
def test_numbers_are_found_in_bodies_that_are_yaml(body: str, listed: bool) -> None:
    recording = with_parsed_body(Call(body))
    layout = recording["interactions"] if listed else recording
    source = to_yaml(layout, Dumper=styled('"'))
    assume(not line_ends_of_yaml(source))
    parts = read_yaml_recording(source.encode(), "s", max_payload=LIMIT)
    assert_numbers_are_found(found(parts), body, source)


@given(bodies(), st.sampled_from([None, 1]), st.booleans())
def test_numbers_are_found_in_what_a_notebook_printed(body: str, indent: int | None, as_data: bool) -> None:
    job = f'{{"job": {body}}}'
    recorded = notebook(data=json.loads(job)) if as_data else notebook("none\n", f"the job:\n{job}\n[1]\n")
    source = to_json(recorded, indent=indent)
    assert_numbers_are_found(found(read_notebook(source.encode(), "s")), job, source)


@given(bodies(), st.sampled_from([None, 1]))
def test_numbers_are_found_in_objects_that_a_notebook_printed(body: str, indent: int | None) -> None:
    printed = f"Batch(id='é', job={json.loads(body)!r})"
    source = to_json(notebook(f"é {printed}\nbye\n"), indent=indent)
    document = found(read_notebook(source.encode(), "s"))
    assert document.value == {"id": "é", "job": json.loads(body)}
    for pointer, part in places_in(document.value):
        if type(part) is int:
            at = offset_of(source, document.locate(pointer))
            assert source[at : at + 7] == str(part)


@given(bodies())
def test_numbers_are_found_in_strings_of_r(body: str) -> None:
    source = r_fixture(Call(body))
    assert_numbers_are_found(found(read_r_fixture(source.encode(), "s", max_payload=LIMIT)), body, source)


@given(bodies(), st.integers(1, 40))
def test_numbers_are_found_in_chunks(body: str, size: int) -> None:
    raw = body.encode()
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    chunked = "".join(f"{len(piece.encode()):x}\r\n{piece}\r\n" for piece in pieces) + "0\r\n\r\n"
    assert raw
    source = to_json(vcr([Call(chunked)]))
    document = found(read_json_recording(io.BytesIO(source.encode()).read, "vcr", "s", max_payload=LIMIT))
    assert document.value == json.loads(body)
    for pointer, part in places_in(document.value):
        if type(part) is int:
            at = offset_of(source, document.locate(pointer))
            assert source[at] == "7"


@given(st.lists(bodies(), min_size=1, max_size=4), st.booleans())
def test_numbers_are_found_in_the_events_and_lines_of_a_stream(texts: list[str], events: bool) -> None:
    if events:
        stream = "".join("".join(f"data: {line}\n" for line in text.split("\n")) + "\n" for text in texts)
        stream += "data: [DONE]\n\n"
    else:
        texts = [json.dumps(json.loads(text)) for text in texts]
        stream = "\n".join(texts) + "\n"
    kind = "text/event-stream" if events else "application/x-ndjson"
    source = to_yaml(vcr([Call(stream, headers={"Content-Type": [kind]})]))
    parts = read_yaml_recording(source.encode(), "s", max_payload=LIMIT)
    assert parts is not None
    documents = list(parts)
    assert len(documents) == len(texts)
    for document, text in zip(documents, texts, strict=True):
        assert not isinstance(document, Unreadable), document
        assert_numbers_are_found(document, text, source)


def test_escapes_of_r_are_read() -> None:
    literal = r'"\x41\u00e9\u{1F600}\U0001F600\303\251\\\"\'\t\060"'
    assert r_string(literal, Position(1, 1)).text == "Aé😀😀é\\\"'\t0"


def test_what_is_not_there_is_placed_at_its_parent() -> None:
    source = to_json(vcr([Call('{"a": {"b": 7000001}}')]))
    document = found(read_json_recording(io.BytesIO(source.encode()).read, "vcr", "s", max_payload=LIMIT))
    assert document.locate(Pointer(("a", "missing"))) == document.locate(Pointer(("a",)))
