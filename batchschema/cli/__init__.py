"""The command line: arguments in, text and exit codes out. One file per command, imported on use."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any, NoReturn

import click

from batchschema import __version__
from batchschema.cli import exit_codes

COMMANDS = {
    "check": "Check payloads against what a vendor documents.",
    "explain": "Show the manual page of a rule.",
    "variants": "List the documented shapes, or show one.",
}


class LazyGroup(click.Group):
    """A group that imports a command's module when that command is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"batchschema.cli.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Suggest the nearest command for one that is not known."""
        from batchschema.core.errors import suggestion

        if args and args[0] not in COMMANDS:
            ctx.fail(f"no command `{args[0]}`{suggestion(args[0], COMMANDS)} `batchschema --help` lists all.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="batchschema")
def group() -> None:
    """Say where batch-job payloads contradict, or go beyond, what a vendor's document states.

    Exit codes: 0 clean, 1 findings, 2 usage or configuration, 3 some input unreadable, 4 schema unusable.
    """


def _run() -> int:
    try:
        # not group.main, which would end the process itself on Ctrl-C and on a closed pipe
        with group.make_context("batchschema", sys.argv[1:]) as context:
            return int(group.invoke(context) or exit_codes.CLEAN)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return exit_codes.USAGE
    except Exception as error:
        from batchschema.core import (
            BatchschemaError,
        )  # only once something went wrong: --version needs no nouns

        if not isinstance(error, BatchschemaError):
            raise
        click.echo(f"batchschema: {error}", err=True)
        return exit_codes.of_error(error)


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    try:
        code = _run()
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        code = exit_codes.INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has left; the rest goes nowhere, so that closing stdout does not fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = exit_codes.CLOSED_PIPE
    sys.exit(code)
