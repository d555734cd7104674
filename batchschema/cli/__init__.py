"""The command line: arguments in, text and exit codes out. One file per command, imported on use."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import keyword
import os
import signal
import sys
from typing import Any, NoReturn

import click

from batchschema import __version__
from batchschema.cli import exit_codes

COMMANDS = {
    "check": "Check payloads against what a vendor documents.",
    "diff": "Compare two documented shapes: who can read what the other writes.",
    "generate": "Print payloads of a documented shape: valid, at the edges, or just wrong.",
    "probe": "Put payloads to a real class or program and report where it and its document disagree.",
    "observe": "Say what payloads show of each field, beside what is documented.",
    "import": "Read a vendor's document into a canonical schema.",
    "variants": "List the documented shapes, show one, or show what changed when.",
    "matrix": "Put what the documents state about the same fields side by side.",
    "explain": "Show the manual page of a rule.",
    "init": "Write a first configuration from the payloads in this folder.",
    "config": "Show which settings hold, here or for a path, and where each comes from.",
    "baseline": "Keep known deviations apart from new ones.",
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
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"batchschema.cli.{module}").command
        _collect_garbage()
        _catch_interrupts()
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
    _mend_streams()
    try:
        code = _run()
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        code = exit_codes.INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        code = exit_codes.CLOSED_PIPE
    except OSError as error:
        _drop_output()
        click.echo(f"batchschema: cannot go on: {error.strerror or error}", err=True)
        code = exit_codes.OUTPUT_FAILED
    sys.exit(code)


def _collect_garbage() -> None:
    """From here on there may be some; what is loaded is none, and is not looked through again."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _catch_interrupts() -> None:
    """From here on Ctrl-C raises, so that what was begun is tidied up; before, it just ended the process."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _mend_streams() -> None:
    """Stand in for closed streams, and show what the output's encoding cannot as escapes."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that closing stdout does not fail again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
