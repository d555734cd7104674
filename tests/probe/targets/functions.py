"""Functions that read the small shape: one honestly, each other with one dishonesty."""

from __future__ import annotations

import copy
import functools
import os
import sys
import time
from typing import Any

from batchschema.engines import Engine, compiled
from tests.probe.acme import SCHEMA

Payload = Any


def _engine(**changed: Any) -> Engine:
    schema = copy.deepcopy(SCHEMA)
    required = changed.pop("required", schema["required"])
    schema["properties"].update(changed)
    return compiled({**schema, "required": required})


def _checked(payload: Payload, engine: Engine) -> Payload:
    if not engine.is_valid(payload):
        raise ValueError("does not hold to the schema")
    return payload


HONEST = _engine()
LAX_NULL = _engine(id={"type": ["string", "null"]})
LAX_TEXT = _engine(count={"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\d+$"}]})
LAX_STATE = _engine(state={"type": "string"})
LAX_PRESENCE = _engine(required=["id"])
FIRM_NULL = _engine(note={"type": "string"})
FIRM_PRESENCE = _engine(required=["id", "count", "note"])
FIRM_LENGTH = _engine(id={"type": "string", "maxLength": 3})
SILENT_NULL = _engine(label={"type": "string"})


def honest(payload: Payload) -> Payload:
    return _checked(payload, HONEST)


def only_checks(payload: Payload) -> None:
    _checked(payload, HONEST)


def prints(payload: Payload) -> Payload:
    print("reading", payload)  # noqa: T201
    sys.stdout.flush()
    os.write(1, b"straight to the descriptor\n")
    return _checked(payload, HONEST)


def takes_null_id(payload: Payload) -> Payload:
    return _checked(payload, LAX_NULL)


def takes_text_count(payload: Payload) -> Payload:
    return _checked(payload, LAX_TEXT)


def turns_text_into_a_number(payload: Payload) -> Payload:
    taken = _checked(payload, LAX_TEXT)
    return {**taken, "count": int(taken["count"])}


def takes_any_state(payload: Payload) -> Payload:
    return _checked(payload, LAX_STATE)


def needs_no_count(payload: Payload) -> Payload:
    return _checked(payload, LAX_PRESENCE)


def refuses_null_note(payload: Payload) -> Payload:
    return _checked(payload, FIRM_NULL)


def requires_note(payload: Payload) -> Payload:
    return _checked(payload, FIRM_PRESENCE)


def refuses_long_ids(payload: Payload) -> Payload:
    return _checked(payload, FIRM_LENGTH)


def refuses_what_nobody_states(payload: Payload) -> Payload:
    return _checked(payload, SILENT_NULL)


def refuses_all(payload: Payload) -> Payload:
    raise ValueError("no")


def drops_null_note(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    return {key: value for key, value in taken.items() if (key, value) != ("note", None)}


def drops_null_label(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    return {key: value for key, value in taken.items() if (key, value) != ("label", None)}


def drops_unknown_keys(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    return {key: value for key, value in taken.items() if key in SCHEMA["properties"]}


def drops_note(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    return {key: value for key, value in taken.items() if key != "note" or value is None}


def fills_label(payload: Payload) -> Payload:
    return {"label": None, **_checked(payload, HONEST)}


def fills_state_with_null(payload: Payload) -> Payload:
    return {"state": None, **_checked(payload, HONEST)}


def shouts(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    return {**taken, "id": taken["id"].upper()}


def respells_note(payload: Payload) -> Payload:
    taken = dict(_checked(payload, HONEST))
    if "note" in taken:
        taken["Note"] = taken.pop("note")
    return taken


def shortens_numbers(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    return {**taken, "count": int(taken["count"])}


def raises_without_note(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    assert taken["note"] != 5
    return taken


def raises_on_null_label(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    if "label" in taken:
        taken["label"].upper  # noqa: B018
    return taken


def leaves_on_null_label(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    if taken.get("label", "") is None:
        sys.exit(5)
    return taken


def hangs_on_null_label(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    if taken.get("label", "") is None:
        time.sleep(60)
    return taken


def dies_on_null_label(payload: Payload) -> Payload:
    taken = _checked(payload, HONEST)
    if taken.get("label", "") is None:
        os._exit(7)
    return taken


def dies_on_any_note(payload: Payload) -> Payload:
    taken = _checked(payload, LAX_TEXT)
    if "note" in taken:
        os._exit(7)
    return taken


def hangs(payload: Payload) -> Payload:
    time.sleep(60)


def dies(payload: Payload) -> Payload:
    os._exit(7)


def returns_a_set(payload: Payload) -> Payload:
    return {1, 2}


@functools.cache
def _engine_of(variant: str) -> Engine:
    from batchschema import load

    return compiled(load()[variant].schema)


def conforms(payload: Payload) -> Payload:
    """Read the catalogue's variant that the environment names, honestly."""
    return _checked(payload, _engine_of(os.environ["PROBED_VARIANT"]))


number = 5
