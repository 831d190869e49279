"""`python -m disclosure`."""

import sys

from disclosure.command import main

sys.exit(main())
