from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from core_samples import CARD, LIBRARY, names, write

from briefing.core.beside import PREFIX
from briefing.core.library import open_folder
from briefing.core.storage import read_file, save

TIMES = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_at_any_instant_the_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    folder = write(tmp_path / "cards", library=LIBRARY)
    path = folder / "aldmark.yaml"
    ran = subprocess.run(
        [sys.executable, Path(__file__).with_name("saves_until_killed.py"), path, str(TIMES), "1"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        check=True,
        timeout=100,
    )
    found = json.loads(ran.stdout)
    counts = Counter(found["found"])
    assert set(counts) == {"old", "new"}
    assert counts.total() == TIMES
    # Most were killed in the middle of a save, or this would show nothing.
    assert found["strays"] > TIMES / 10

    # What they left is not read as a card, and the next save cleans it up once it is old.
    save(path, CARD.encode(), read_file(path))
    assert [file.id for file in open_folder(folder).files] == ["aldmark"]
    assert not open_folder(folder).problems
    for name in names(folder):
        if name.startswith(PREFIX):
            os.utime(folder / name, (1, 1))
    save(path, CARD.encode(), read_file(path))
    assert names(folder) == ["aldmark.yaml", "library.yaml"]
