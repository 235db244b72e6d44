"""``python -m tests.screens OUT``: pictures of every screen, in both themes, at 1× and 2×.

The screens are those of the real program on the starter library. With a display it is a real
window; without one set QT_QPA_PLATFORM=offscreen.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

THEMES = ("light", "dark")
SCALES = (1, 2)


def main(out: Path) -> int:
    """Take the pictures, each theme and scale in a process of its own, and say where they are."""
    out.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for scale in SCALES:
            environment = os.environ | {"QT_SCALE_FACTOR": str(scale)}
            command = [sys.executable, "-m", "tests.screens.take", str(out), theme, str(scale)]
            subprocess.run(command, env=environment, check=True)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")  # noqa: T201
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
