"""The small shape as an attrs class."""

from __future__ import annotations

from typing import Literal

import attrs


@attrs.define
class Job:
    """cattrs turns values into the types of the fields."""

    id: str
    count: int
    note: str | None = None
    label: str | None = None
    state: Literal["ON", "OFF"] = "ON"
