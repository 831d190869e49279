"""`python -m disclosure`."""

from disclosure.command import run

run()
