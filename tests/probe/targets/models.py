"""The small shape as pydantic classes and annotations."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, NotRequired, Optional

from pydantic import BaseModel, ConfigDict, StrictInt, model_serializer
from typing_extensions import TypedDict


class Honest(BaseModel):
    """Strict about what is stated, silent about nothing, and writes what was set."""

    model_config = ConfigDict(extra="allow", strict=True)
    id: str
    count: int
    note: Optional[str] = None  # noqa: UP045
    label: Optional[str] = None  # noqa: UP045
    state: Literal["ON", "OFF"] = "ON"

    @model_serializer(mode="wrap")
    def only_what_was_set(self, handler: Any) -> dict[str, Any]:
        return {key: value for key, value in handler(self).items() if key in self.model_fields_set}


class Lax(BaseModel):
    """As most classes are written."""

    id: str
    count: int
    note: Optional[str] = None  # noqa: UP045
    label: Optional[str] = None  # noqa: UP045
    state: Optional[Literal["ON", "OFF"]] = None  # noqa: UP045


class Dictionary(TypedDict):
    """Without absent fields turned into null."""

    id: str
    count: int
    note: NotRequired[Optional[str]]  # noqa: UP045
    label: NotRequired[Optional[str]]  # noqa: UP045
    state: NotRequired[Literal["ON", "OFF"]]


@dataclasses.dataclass
class Data:
    """With defaults, which are written."""

    id: str
    count: StrictInt
    note: Optional[str] = None  # noqa: UP045
    label: Optional[str] = None  # noqa: UP045
    state: Literal["ON", "OFF"] = "ON"
