"""`python -m data_access …`: see `command_line`."""

import sys

from data_access.command_line.main import main

sys.exit(main())
