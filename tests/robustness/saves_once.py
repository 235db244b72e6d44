"""Saves a file once, and says what came of it: run with how it is written and its path."""

from __future__ import annotations

import sys
from pathlib import Path

from briefing.core.drafts import Drafts
from briefing.core.storage import SaveError, read_file, save
from briefing.core.versions import Versions
from briefing.paper.output import OutputError, write_file

NEW = "the new text\n"
HOW, PATH = sys.argv[1], Path(sys.argv[2])

try:
    if HOW == "save":
        save(PATH, NEW.encode(), read_file(PATH))
    elif HOW == "make":
        save(PATH.with_name("made.yaml"), NEW.encode(), None)
    elif HOW == "draft":
        Drafts(PATH.parent).put(PATH, NEW, None)
    elif HOW == "version":
        Versions(PATH.parent).keep(PATH, NEW.encode())
    else:
        write_file(PATH, NEW.encode())
except (SaveError, OutputError) as error:
    sys.stdout.write(str(error))
