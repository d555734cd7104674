"""Every notation of a type that Speakeasy's pages were seen to use."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import Null
from batchschema.importers import Described
from batchschema.importers.detect import LANGUAGES
from batchschema.importers.type_terms import UnparsedType

YES, NO, SILENT = Null.ALLOWED, Null.FORBIDDEN, Null.UNSTATED
MODEL = Described(("object",))


def read(language: str, cell: str) -> Described:
    module = LANGUAGES[f"speakeasy-{language}"]
    return module.described(module.parse(cell), lambda name, target: MODEL)


PYTHON = {
    "*str*": (("string",), NO),
    "*Optional[str]*": (("string",), NO),
    "*Nullable[str]*": (("string",), YES),
    "*OptionalNullable[float]*": (("number",), YES),
    "*Optional[bool]*": (("boolean",), NO),
    "*int*": (("integer",), NO),
    "`*int*`": (("integer",), NO),
    "*Optional[bytes]*": (("string",), NO),
    "*Any*": (None, SILENT),
    "*Optional[Any]*": (None, SILENT),
    "*Nullable[Any]*": (None, YES),
    "[models.X](../models/x.md)": (("object",), NO),
    "[Optional[models.X]](../models/x.md)": (("object",), NO),
    "[Nullable[models.X]](../models/x.md)": (("object",), YES),
    "[OptionalNullable[models.X]](../models/x.md)": (("object",), YES),
    "[Optional[utils.X]](../../models/utils/x.md)": (("object",), NO),
    "[BackoffStrategy](#backoffstrategy)": (("object",), NO),
    "[date](https://docs.python.org/3/library/datetime.html#date-objects)": (("string",), SILENT),
    "[datetime](https://docs.python.org/3/library/datetime.html#datetime-objects)": (("string",), SILENT),
    "List[*str*]": (("array",), SILENT),
    "List[[models.X](x.md)]": (("array",), SILENT),
    "List[Dict[str, [models.X](x.md)]]": (("array",), SILENT),
    "List[List[[models.X](x.md)]]": (("array",), SILENT),
    "Dict[str, *Any*]": (("object",), SILENT),
    "Dict[str, Dict[str, *bool*]]": (("object",), SILENT),
    "Dict[str, List[[models.X](x.md)]]": (("object",), SILENT),
    '*Literal["batch"]*': (("string",), NO),
    '*Optional[Literal["batch"]]*': (("string",), NO),
    '*OptionalNullable[Literal["batch"]]*': (("string",), YES),
    "*Literal[True]*": (("boolean",), NO),
    '*Union[Literal["function"], UnrecognizedStr]*': (("string",), NO),
    "*Union[bytes, IO[bytes], io.BufferedReader]*": (None, SILENT),
    "*Union[bytes, IO[bytes], io.IOBase]*": (None, SILENT),
    "[requests.Response](https://requests.readthedocs.io/en/latest/api/#requests.Response)": (None, SILENT),
    "[responses.X](../../models/responses/x.md)": (("object",), NO),
}
TYPESCRIPT = {
    "*string*": ("string",),
    "*number*": ("number",),
    "*boolean*": ("boolean",),
    "*true*": ("boolean",),
    "*false*": ("boolean",),
    "*any*": None,
    '*"batch"*': ("string",),
    "*string*[]": ("array",),
    "*any*[]": ("array",),
    "[components.X](../../models/components/x.md)": ("object",),
    "[operations.X](../../models/operations/x.md)[]": ("array",),
    "[errors.X](../../models/errors/x.md)": ("object",),
    "*components.X*": ("object",),
    "*components.X*[][]": ("array",),
    "Record<string, *any*>": ("object",),
    "Record<string, *any*>[]": ("array",),
    "Record<string, *string*[]>": ("object",),
    "Record<string, [components.X](x.md)>[]": ("array",),
    "Record<string, *components.X*>": ("object",),
    "Record<string, Record<string, *boolean*>>": ("object",),
    "[Date](https://developer.mozilla.org/Date)": ("string",),
    "[File](https://a/(File)) \\| [Blob](https://b) \\| [components.X](x.md)": None,
    "*ReadableStream<Uint8Array>*": None,
    "RequestOptions": None,
    "[RequestInit](https://developer.mozilla.org/Request#options)": None,
    "[RetryConfig](../../lib/utils/retryconfig.md)": None,
    "{ [k: string]: any }": ("object",),
    'components.X & { type: "x" }': ("object",),
    "*bigint*": ("number", "string"),
    "[AxiosResponse>](https://axios-http.com/docs/res_schema)": None,
    "[AxiosResponse](https://axios-http.com/docs/res_schema)": None,
}
GO = {
    "*string*": ("string",),
    "**string*": ("string",),
    "*int64*": ("integer",),
    "**float32*": ("number",),
    "**bool*": ("boolean",),
    "*any*": None,
    "*io.ReadCloser*": None,
    "[components.X](../../models/components/x.md)": ("object",),
    "[*components.X](../../models/components/x.md)": ("object",),
    "[][components.X](../../models/components/x.md)": ("array",),
    "[][sdkerrors.X](../../models/sdkerrors/x.md)": ("array",),
    "[]*string*": ("array",),
    "map[string]*any*": ("object",),
    "map[string][]*string*": ("object",),
    "[]map[string]*float64*": ("array",),
    "[time.Time](https://pkg.go.dev/time#Time)": ("string",),
    "[*types.Date](../../types/date.md)": ("string",),
    "[*http.Response](https://pkg.go.dev/net/http#Response)": None,
    "[context.Context](https://pkg.go.dev/context#Context)": None,
    "*interface{}*": None,
    "map[string]*interface{}*": ("object",),
    "*[]byte*": None,
    "[*big.Int](https://pkg.go.dev/math/big#Int)": ("integer", "string"),
    "[*types.BigInt](../../types/bigint.md)": ("integer", "string"),
    "[*decimal.Big](https://pkg.go.dev/github.com/ericlagergren/decimal#Big)": ("number", "string"),
}
JAVA = {
    "*String*": (("string",), NO, None),
    "*Optional\\<String>*": (("string",), SILENT, None),
    "*JsonNullable\\<Long>*": (("integer",), YES, None),
    "*long*": (("integer",), NO, None),
    "*Optional\\<Float>*": (("number",), SILENT, None),
    "*boolean*": (("boolean",), NO, None),
    "*Object*": (None, SILENT, None),
    "[Thumbnail](../../models/components/Thumbnail.md)": (("object",), NO, None),
    "[Optional\\<Thumbnail>](../../models/components/Thumbnail.md)": (("object",), SILENT, None),
    "[JsonNullable\\<Method>](../../models/components/Method.md)": (("object",), YES, None),
    "List\\<*String*>": (("array",), SILENT, None),
    "List\\<[FacetFilter](../../models/components/FacetFilter.md)>": (("array",), SILENT, None),
    "Map\\<String, *Object*>": (("object",), SILENT, None),
    "Map\\<String, *long*>": (("object",), SILENT, None),
    "[OffsetDateTime](https://docs.oracle.com/javase/8/docs/api/)": (("string",), SILENT, "date-time"),
    "[LocalDate](https://docs.oracle.com/javase/8/docs/api/)": (("string",), SILENT, "date"),
    "*Boolean*": (("boolean",), SILENT, None),
    "*Long*": (("integer",), SILENT, None),
    "*BigInteger*": (("integer", "string"), SILENT, None),
    "*BigDecimal*": (("number", "string"), SILENT, None),
    "*byte[]*": (None, SILENT, None),
    "*Optional<? extends Boolean>*": (("boolean",), SILENT, None),
    "*JsonNullable<? extends String>*": (("string",), YES, None),
    "[Optional<? extends org.ours.models.shared.Method>](../../models/shared/Method.md)": (
        ("object",),
        SILENT,
        None,
    ),
    "@Nullable [Method](../../models/components/Method.md)": (("object",), SILENT, None),
    "Optional\\<List\\<*String*>>": (("array",), SILENT, None),
    "[HttpResponse<InputStream>](https://docs.oracle.com/en/java/javase/11/docs/api/)": (None, SILENT, None),
}
CSHARP = {
    "*string*": ("string",),
    "*long*": ("integer",),
    "*bool*": ("boolean",),
    "*object*": None,
    "[AiringsType](../../Models/Components/AiringsType.md)": ("object",),
    "List<[Setting](../../Models/Components/Setting.md)>": ("array",),
    "Dictionary<String, *object*>": ("object",),
    "Dictionary<String, Dictionary<String, *object*>>": ("object",),
    "[DateTime](https://learn.microsoft.com/en-us/dotnet/api/system.datetime?view=net-5.0)": ("string",),
    "*decimal*": ("number", "string"),
    "*BigInteger*": ("integer", "string"),
    "*byte[]*": None,
    "[HttpResponseMessage](https://learn.microsoft.com/en-us/dotnet/api/system.net.http?view=net-5.0)": None,
}
RUBY = {
    "*::String*": ("string",),
    "*String*": ("string",),
    "*T.nilable(::String)*": ("string",),
    "*T::Boolean*": ("boolean",),
    "*::Integer*": ("integer",),
    "T::Array<*::String*>": ("array",),
    "T::Array<[::SDK::Operations::Server](../../models/operations/server.md)>": ("array",),
    "T::Hash[Symbol, *::Object*]": ("object",),
    "T::Hash[Symbol, T::Array<*::String*>]": ("object",),
    "[T.nilable(Models::Operations::Change)](../../models/operations/change.md)": ("object",),
    "[DateTime](https://ruby-doc.org/stdlib-2.6.1/libdoc/date/rdoc/DateTime.html)": ("string",),
    "*T.any(::String, ::Integer)*": ("string", "integer"),
    "*Crystalline::Nilable.new(::Integer)*": ("integer",),
    "*Crystalline::Nilable.new(Crystalline::Boolean.new)*": ("boolean",),
    "*Crystalline::Union.new(::String, ::Float)*": ("string", "number"),
    "Crystalline::Array<[Models::Components::Tier](../../models/shared/tier.md)>": ("array",),
    "[Crystalline::Array.new(Models::Operations::Tier)](../../models//.md)": ("array",),
    "Crystalline::Hash[Symbol, *::Object*]": ("object",),
    "*Crystalline::Hash.new(Symbol, ::String)*": ("object",),
    "[Faraday::Response](https://www.rubydoc.info/gems/faraday/Faraday/Response)": None,
}
PHP = {
    "*string*": ("string",),
    "*?string*": ("string",),
    "*?bool*": ("boolean",),
    "*float*": ("number",),
    "*mixed*": None,
    "array<*string*>": ("array",),
    "array<string, array<string, *mixed*>>": ("object",),
    "array<[Operations\\Server](../../Models/Operations/Server.md)>": ("array",),
    "[?Components\\Session](../../Models/Components/Session.md)": ("object",),
    "[\\DateTime](https://www.php.net/manual/en/class.datetime.php)": ("string",),
    "[?\\ours\\core\\Models\\Shared\\Status](../../Models/Shared/Status.md)": ("object",),
    "array<string, [Volume](../../models/shared/Volume.md)>": ("object",),
    "[\\Psr\\Http\\Message\\ResponseInterface](https://www.php-fig.org/psr/psr-7/)": None,
}


@pytest.mark.parametrize(("cell", "facts"), PYTHON.items())
def test_python(cell: str, facts: tuple[tuple[str, ...] | None, Null]) -> None:
    node = read("python", cell)
    assert (node.types, node.null) == facts
    assert node.written == cell


@pytest.mark.parametrize(("cell", "types"), TYPESCRIPT.items())
def test_typescript_is_silent_on_null(cell: str, types: tuple[str, ...] | None) -> None:
    node = read("typescript", cell)
    assert (node.types, node.null, node.written) == (types, SILENT, cell)


@pytest.mark.parametrize(("cell", "types"), GO.items())
def test_go_is_silent_on_null(cell: str, types: tuple[str, ...] | None) -> None:
    node = read("go", cell)
    assert (node.types, node.null, node.written) == (types, SILENT, cell)


@pytest.mark.parametrize(
    ("cell", "types"),
    [
        ("optionalnullable.OptionalNullable[`string`]", ("string",)),
        ("optionalnullable.OptionalNullable[[]`string`]", ("array",)),
        ("optionalnullable.OptionalNullable[map[string]`any`]", ("object",)),
        ("optionalnullable.OptionalNullable[[time.Time](https://pkg.go.dev/time#Time)]", ("string",)),
        ("optionalnullable.OptionalNullable[[][components.X](../../models/components/x.md)]", ("array",)),
    ],
)
def test_go_states_null_of_what_may_be_missing_and_null(cell: str, types: tuple[str, ...]) -> None:
    node = read("go", cell)
    assert (node.types, node.null, node.written) == (types, YES, cell)


@pytest.mark.parametrize(("cell", "facts"), JAVA.items())
def test_java_states_null_of_what_may_be_wrapped(
    cell: str, facts: tuple[tuple[str, ...] | None, Null, str | None]
) -> None:
    node = read("java", cell)
    assert (node.types, node.null, node.format) == facts
    assert node.written == cell
    inner = node.items or node.values_of
    assert inner is None or inner.null is SILENT


SILENT_CELLS = [
    (language, cell, types)
    for language, cells in (("csharp", CSHARP), ("ruby", RUBY), ("php", PHP))
    for cell, types in cells.items()
]


@pytest.mark.parametrize(("language", "cell", "types"), SILENT_CELLS)
def test_other_languages_are_silent_on_null(language: str, cell: str, types: tuple[str, ...] | None) -> None:
    node = read(language, cell)
    assert (node.types, node.null, node.written) == (types, SILENT, cell)


@pytest.mark.parametrize(
    ("language", "cell", "item", "null"),
    [
        ("python", "List[*str*]", "*str*", NO),
        ("python", "List[[Nullable[models.X]](x.md)]", "[Nullable[models.X]](x.md)", YES),
        ("python", "List[Dict[str, *Any*]]", "Dict[str, *Any*]", SILENT),
        ("typescript", "*string*[][]", "*string*[]", SILENT),
        ("go", "[][components.X](x.md)", "[components.X](x.md)", SILENT),
    ],
)
def test_an_item_keeps_its_own_text(language: str, cell: str, item: str, null: Null) -> None:
    node = read(language, cell)
    assert node.items is not None
    assert (node.items.written, node.items.null) == (item, null)


@pytest.mark.parametrize(
    ("cell", "null"), [("Dict[str, *Nullable[float]*]", YES), ("Dict[str, [Nullable[models.X]](x.md)]", YES)]
)
def test_python_states_null_of_map_values(cell: str, null: Null) -> None:
    node = read("python", cell)
    assert node.values_of is not None
    assert node.values_of.null is null


def test_a_literal_with_unrecognized_words_is_an_open_list() -> None:
    node = read("python", '*Union[Literal["a", "b"], UnrecognizedStr]*')
    assert (node.values, node.openness) == (("a", "b"), "open")
    node = read("typescript", '"a" | "b" | Unrecognized<string>')
    assert (node.values, node.openness) == (("a", "b"), "open")


def test_go_tells_a_date_from_a_moment() -> None:
    assert read("go", "[time.Time](https://pkg.go.dev/time#Time)").format == "date-time"
    assert read("go", "[*types.Date](../../types/date.md)").format == "date"


@pytest.mark.parametrize(
    ("language", "cell"),
    [
        ("python", ""),
        ("python", "*strng*"),
        ("python", "*str"),
        ("python", "List[*str*"),
        ("python", "Foo[*str*]"),
        ("python", "*str* or *int*"),
        ("typescript", "*string[*"),
        ("typescript", "Map<string, *any*>"),
        ("typescript", "[components.X](x.md"),
        ("typescript", '*"open*'),
        ("go", "[]"),
        ("go", "map[]*string*"),
        ("go", "chan *string*"),
        ("java", "*Optional\\<>*"),
        ("java", "Set\\<*String*>"),
        ("java", "*Optional<? super String>*"),
        ("csharp", "*decimals*"),
        ("csharp", "List<*string*, *long*>"),
        ("ruby", "*T.any(::String, ::Integer*"),
        ("go", "optionalnullable.OptionalNullable[*string*"),
        ("go", "generic.Box[*string*]"),
        ("ruby", "T::Hash[*::String*]"),
        ("php", "*string\\|int*"),
        ("php", "array<*string*"),
        ("java", "List<" * 200 + "*String*" + ">" * 200),
        ("python", "List[" * 200 + "*str*" + "]" * 200),
    ],
)
def test_what_no_grammar_covers_is_said(language: str, cell: str) -> None:
    with pytest.raises(UnparsedType, match="expected"):
        read(language, cell)


@given(
    st.sampled_from(["python", "typescript", "go", "java", "csharp", "ruby", "php"]),
    st.text(alphabet='*`[]()<>|,"\\ .aListT&{}:?', max_size=30),
)
def test_any_text_is_read_or_refused(language: str, cell: str) -> None:
    with contextlib.suppress(UnparsedType):
        assert read(language, cell).written is not None
