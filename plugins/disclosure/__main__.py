"""`python -m disclosure`."""

from disclosure.collecting import collecting_seldom

with collecting_seldom():  # Looking for garbage takes a tenth of the time that all the imports take.
    from disclosure.command import run

run()
