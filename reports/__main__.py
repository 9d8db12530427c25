"""`python -m reports …`: see `command_line`."""

import sys

from reports.command_line import main

sys.exit(main())
