"""``python -m tests.benchmarks``: how fast the program is, beside others that do the same."""

import sys

from tests.benchmarks.command import main

sys.exit(main())
