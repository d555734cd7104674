"""The other end: a process that imports a class and answers one line a payload.

Run as a file by the Python that has the target, without this package: `python host.py MODULE:ATTRIBUTE HOW`.
It imports nothing but the standard library and what the target needs. Payloads are JSON text and are
never evaluated. What the target prints goes to standard error, since standard output is for answers.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import sys
import traceback
import warnings
from typing import Any, Callable, NamedTuple  # noqa: UP035  # Python 3.9 evaluates the alias below

Way = Callable[[Any], Any]


class Target(NamedTuple):
    """How to put a payload to a target: read it, and write what was read."""

    read: Way
    write: Way
    errors: tuple[type[BaseException], ...]
    """What `read` raises to say that the payload is not valid."""


class NotAnObject(Exception):
    """A payload that cannot be handed over as keyword arguments."""


class Unusable(Exception):
    """The target is no class or function that can be asked."""


def main(name: str, how: str) -> None:
    """Say whether the target is there; then answer payloads until there are no more."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)
    sys.path[0] = ""  # as for `python -c`: modules are looked for in this folder, not beside this file
    warnings.simplefilter("ignore")
    try:
        target = target_of(found(name), how)
    except Unusable as error:
        answer: dict[str, Any] = {"ready": False, "error": str(error)}
    except BaseException as error:  # whatever an import may do
        answer = {"ready": False, "error": f"importing it raised {type(error).__name__}: {error}"}
    else:
        answer = {"ready": True}
    print(json.dumps(answer), file=out, flush=True)
    if answer["ready"]:
        for line in sys.stdin.buffer:
            print(answered(target, line), file=out, flush=True)


def found(name: str) -> Any:
    """Import what `module:attribute.path` names."""
    module, _, path = name.partition(":")
    try:
        place: Any = importlib.import_module(module)
    except ModuleNotFoundError as error:
        missing = error.name or module
        inside = "" if module == missing or module.startswith(f"{missing}.") else f", which {module} needs"
        raise Unusable(f"no module `{missing}`{inside} in {sys.executable}") from None
    for step in path.split("."):
        try:
            place = getattr(place, step)
        except AttributeError:
            where = getattr(place, "__name__", step)
            raise Unusable(f"{where} has no `{step}`{near(step, dir(place))}") from None
    return place


def near(word: str, known: list[str]) -> str:
    """`; did you mean …?` for the nearest public name."""
    import difflib

    close = difflib.get_close_matches(word, [each for each in known if not each.startswith("_")], n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def answered(target: Target, line: bytes) -> str:
    """The answer to one payload, as a line."""
    payload = json.loads(line)
    try:
        value = target.read(payload)
    except target.errors as error:
        return json.dumps({"accepted": False, "error": words_of(error), "pointer": pointer_of(error)})
    except Unusable as error:
        return json.dumps({"unusable": str(error)})
    except BaseException as error:  # SystemExit too is something a class should not raise
        return raised(error)
    try:
        written = target.write(value)
    except Unusable as error:
        return json.dumps({"unusable": str(error)})
    except BaseException as error:
        return raised(error)
    try:
        return json.dumps(
            {"accepted": True} if written is DONE else {"accepted": True, "value": written}, allow_nan=False
        )
    except (TypeError, ValueError, RecursionError) as error:
        return json.dumps({"unusable": f"accepted the payload and returned what JSON cannot hold: {error}"})


def raised(error: BaseException) -> str:
    """The answer for an exception that does not mean `not valid`."""
    traceback.print_exception(type(error), error, error.__traceback__, limit=-3)
    return json.dumps({"raised": type(error).__name__, "error": words_of(error)})


def words_of(error: BaseException) -> str:
    """The exception's own words; of several errors, the first."""
    listed = getattr(error, "errors", None)
    if callable(listed):
        try:
            return str(listed()[0]["msg"])
        except Exception:
            return str(error)
    inner = getattr(error, "exceptions", None)
    return words_of(inner[0]) if inner else str(error)


def pointer_of(error: BaseException) -> str | None:
    """Where a pydantic error is, if it has one place; None for other exceptions."""
    try:
        places = {tuple(each["loc"]) for each in error.errors()}  # type: ignore[attr-defined]
    except Exception:
        return None
    if len(places) != 1:
        return None
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in places.pop()]
    return "".join(f"/{step}" for step in steps)


DONE = object()
"""What a function returned that only checks."""


def target_of(thing: Any, how: str) -> Target:
    """Find out what the target is and how it reads and writes."""
    for ways in (pydantic_model, old_pydantic_model, msgspec_struct, attrs_class, annotated):
        target = ways(thing, how)
        if target is not None:
            return target
    if not callable(thing):
        raise Unusable(f"a {type(thing).__name__} is neither a model class nor a function")
    only_validates(how, thing)
    return Target(thing, plain, (ValueError, *named_validation_errors()))


def is_class_with(thing: Any, name: str) -> bool:
    """Whether this is a class that has such an attribute."""
    return inspect.isclass(thing) and hasattr(thing, name)


def pydantic_model(cls: Any, how: str) -> Target | None:
    """A model of pydantic 2."""
    if not is_class_with(cls, "model_validate"):
        return None
    errors = (importlib.import_module("pydantic").ValidationError,)
    if how == "construct":
        return constructed(cls)
    read: Way = cls.model_validate
    if how == "validate-json":
        read = lambda payload: cls.model_validate_json(json.dumps(payload))  # noqa: E731
    return Target(read, lambda value: value.model_dump(mode="json", by_alias=True), errors)


def constructed(cls: Any) -> Target:
    """As SDKs do that build responses unvalidated: with their own `construct_type` and `to_dict`."""

    def build(payload: Any) -> Any:
        if not isinstance(payload, dict):
            raise NotAnObject("is not an object, and only fields can be handed to model_construct")
        return cls.model_construct(**payload)

    def write(value: Any) -> Any:
        if not isinstance(value, cls):
            return plain(value)
        if hasattr(value, "to_dict"):
            return value.to_dict(mode="json")
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)

    try:
        own = importlib.import_module(cls.__module__.partition(".")[0] + "._models").construct_type
    except (ImportError, AttributeError):
        return Target(build, write, (NotAnObject,))
    return Target(lambda payload: own(value=payload, type_=cls), write, ())


def old_pydantic_model(cls: Any, how: str) -> Target | None:
    """A model of pydantic 1."""
    if not is_class_with(cls, "parse_obj") or not hasattr(cls, "__fields__"):
        return None
    read = (lambda payload: cls.construct(**payload)) if how == "construct" else cls.parse_obj
    return Target(read, lambda value: json.loads(value.json(by_alias=True)), (ValueError,))


def msgspec_struct(cls: Any, how: str) -> Target | None:
    """A msgspec Struct, which reads JSON text itself."""
    if not is_class_with(cls, "__struct_fields__"):
        return None
    codec = importlib.import_module("msgspec.json")
    only_validates(how, cls)
    return Target(
        lambda payload: codec.decode(json.dumps(payload), type=cls),
        lambda value: json.loads(codec.encode(value)),
        (importlib.import_module("msgspec").DecodeError,),
    )


def attrs_class(cls: Any, how: str) -> Target | None:
    """An attrs class, through cattrs's converter for JSON."""
    if not is_class_with(cls, "__attrs_attrs__"):
        return None
    try:
        converter = importlib.import_module("cattrs.preconf.json").make_converter()
        errors = importlib.import_module("cattrs.errors")
    except ModuleNotFoundError:
        raise Unusable("an attrs class is read by cattrs, which is not installed") from None
    only_validates(how, cls)
    return Target(
        lambda payload: converter.structure(payload, cls),
        lambda value: json.loads(converter.dumps(value)),
        (errors.BaseValidationError, errors.ForbiddenExtraKeysError, ValueError),
    )


def annotated(thing: Any, how: str) -> Target | None:
    """A dataclass, a TypedDict or another annotation, through pydantic's TypeAdapter."""
    is_class = inspect.isclass(thing) and (
        hasattr(thing, "__dataclass_fields__") or hasattr(thing, "__total__")
    )
    if not is_class and not hasattr(thing, "__origin__"):
        return None
    try:
        pydantic = importlib.import_module("pydantic")
    except ModuleNotFoundError:
        raise Unusable(
            "dataclasses, TypedDicts and annotations are read by pydantic, which is not installed"
        ) from None
    only_validates(how, thing)
    adapter = pydantic.TypeAdapter(thing)
    read: Way = adapter.validate_python
    if how == "validate-json":
        read = lambda payload: adapter.validate_json(json.dumps(payload))  # noqa: E731
    return Target(
        read,
        lambda value: adapter.dump_python(value, mode="json", by_alias=True),
        (pydantic.ValidationError,),
    )


def only_validates(how: str, thing: Any) -> None:
    """Refuse what only pydantic models can do."""
    if how == "construct":
        raise Unusable(f"{getattr(thing, '__name__', thing)} is no pydantic model, so it has no `construct`")


def named_validation_errors() -> list[type[BaseException]]:
    """Exceptions that libraries raise for `not valid` without making them a ValueError."""
    known: list[type[BaseException]] = []
    for module, name in (
        ("jsonschema", "ValidationError"),
        ("msgspec", "ValidationError"),
        ("cattrs.errors", "BaseValidationError"),
        ("marshmallow", "ValidationError"),
    ):
        if module.partition(".")[0] in sys.modules:
            known.append(getattr(importlib.import_module(module), name))
    return known


def plain(value: Any) -> Any:
    """What a function returned, as JSON: models are dumped, None means that it only checks."""
    if value is None:
        return DONE
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True)
    if hasattr(value, "__struct_fields__"):
        return importlib.import_module("msgspec").to_builtins(value)
    if hasattr(value, "__attrs_attrs__"):
        return importlib.import_module("attr").asdict(value)
    if hasattr(value, "__dataclass_fields__"):
        return importlib.import_module("dataclasses").asdict(value)
    return value


if __name__ == "__main__":
    main(*sys.argv[1:])
