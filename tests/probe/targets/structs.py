"""The small shape as msgspec Structs."""

from __future__ import annotations

from typing import Literal

import msgspec


class Honest(msgspec.Struct):
    """Tells absent from null; unknown keys are lost, since no Struct keeps them."""

    id: str
    count: int
    note: str | msgspec.UnsetType | None = msgspec.UNSET
    label: str | msgspec.UnsetType | None = msgspec.UNSET
    state: Literal["ON", "OFF"] | msgspec.UnsetType = msgspec.UNSET


class Careless(msgspec.Struct, omit_defaults=True):
    """Leaves out null, which is its default."""

    id: str
    count: int
    note: str | None = None
    label: str | None = None
    state: Literal["ON", "OFF"] | msgspec.UnsetType = msgspec.UNSET
