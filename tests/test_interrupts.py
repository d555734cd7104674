"""Ctrl-C waits where it would break something."""

from __future__ import annotations

import signal

import pytest

from batchschema.core.interrupts import interrupts_held
from tests.command import run_command


def test_an_interrupt_waits_until_the_block_is_done() -> None:
    done = []

    def interrupted() -> None:
        with interrupts_held():
            signal.raise_signal(signal.SIGINT)
            done.append("the block")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert done


@pytest.mark.parametrize("number", [signal.SIG_IGN, signal.SIG_DFL])
def test_who_ignores_interrupts_still_does(number: signal.Handlers, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGINT, number)
    try:
        assert run_command("--version").code == 0
    finally:
        signal.signal(signal.SIGINT, before)
