"""`--help` lists every option once, those of long commands under titles that mean the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from batchschema.cli import COMMANDS, group
from batchschema.cli.sections import SECTIONS, Sectioned


def commands(above: click.Context, names: tuple[str, ...]) -> Iterator[tuple[click.Context, click.Command]]:
    for name in names:
        found = above.command.get_command(above, name) if isinstance(above.command, click.Group) else None
        assert found is not None
        context = click.Context(found, info_name=name, parent=above)
        yield context, found
        if isinstance(found, click.Group):
            yield from commands(context, tuple(found.commands))


EVERY = list(commands(click.Context(group, info_name="batchschema"), tuple(COMMANDS)))


@pytest.mark.parametrize(("context", "command"), EVERY, ids=[context.command_path for context, _ in EVERY])
def test_every_option_is_listed_once(context: click.Context, command: click.Command) -> None:
    text = command.get_help(context)
    for option in command.get_params(context):
        if isinstance(option, click.Option):
            long = max(option.opts, key=len)
            assert len(re.findall(rf"^  (?:-\w, )?{long}(?=[ ,\n])", text, re.MULTILINE)) == 1, long
    assert text.count("[PATH…|-]") <= 1


def test_titles_are_for_options_that_there_are() -> None:
    listed = [name for names in SECTIONS.values() for name in names]
    known = {param.name for context, command in EVERY for param in command.get_params(context)}
    assert len(listed) == len(set(listed))
    assert set(listed) <= known


def test_a_command_with_many_options_has_titles() -> None:
    for _, command in EVERY:
        options = [param for param in command.params if isinstance(param, click.Option)]
        assert isinstance(command, Sectioned) or len(options) <= 10, command.name
