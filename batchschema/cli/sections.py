"""Help in sections: a command with many options lists them by what they are about."""

from __future__ import annotations

import click

SECTIONS = {
    "What to do": ("merge", "diff", "propose"),
    "What to probe": ("program", "how", "python", "number", "seed", "time_limit"),
    "What to read": ("stdin_filename", "at", "max_payload", "skip_others", "jobs"),
    "What to judge by": (
        "variants", "variant", "schema", "profile", "select", "ignore", "extend_select", "engine"
    ),
    "Configuration and known deviations": ("config", "isolated", "baseline", "no_baseline", "reason"),
    "Documents instead of payloads": ("document", "notation", "root"),
    "Report and exit code": (
        "formats", "format_name", "output", "each", "grouped", "show", "show_values", "quiet", "statistics",
        "color", "fail_on", "allow_empty",
    ),
}  # fmt: skip
"""By title the names of parameters, the same for every command, in the order of the help."""


class Sectioned(click.Command):
    """A command whose help has sections; what belongs to none comes last."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options that there are of each section."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = {option.name: option.get_help_record(ctx) for option in options}
        listed = {name for names in SECTIONS.values() for name in names}
        others = tuple(name for name in records if name not in listed)
        for title, names in {**SECTIONS, "Options": others}.items():
            found = [record for name in names if (record := records.get(name)) is not None]
            if found:
                with formatter.section(title):
                    formatter.write_dl(found)
