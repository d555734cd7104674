"""`python -m batchschema`."""

from batchschema.cli import main

main()
