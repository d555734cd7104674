"""`batchschema`, and `python -m batchschema`."""

from __future__ import annotations

import gc
import signal
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; until it has anything to tidy up, Ctrl-C just ends the process."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # until a command is loaded: what is loaded stays
    from batchschema.cli import main as run

    run()


if __name__ == "__main__":
    main()
