"""`python -m reports …`: see `command_line`."""

import sys

from reports.command_line.main import main

sys.exit(main())
