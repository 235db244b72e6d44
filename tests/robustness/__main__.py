"""``python -m tests.robustness``: what each hostile file makes the check say, and take.

Prints the rows of the table in README.md, in seconds of processor time and megabytes beyond those
that the same library takes without the file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.robustness.hostile_cases import CASES, library
from tests.robustness.measuring import check


def main() -> None:
    with TemporaryDirectory(prefix="briefing-") as name:
        home = Path(name)
        plain = [check(home, library(home / f"plain{number}")) for number in range(2)][1]
        rows = ["| file | said | s | MB |", "|---|---|---|---|"]
        for number, case in enumerate(CASES):
            folder = library(home / str(number) / "cards")
            case.make(folder, folder / f"{case.name}.yaml")
            run = check(home, folder)
            first = run.problems[0]
            said = f"{first['line']}:{first['column']} {first['rule']}: {first['message']}"
            memory = (run.memory - plain.memory) / 1e6
            rows.append(f"| {case.id} | {said} | {run.cpu - plain.cpu:.2f} | {memory:.0f} |")
        rows.append("")
        rows.append(f"Without such a file: {plain.cpu:.2f} s, {plain.memory / 1e6:.0f} MB.")
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
