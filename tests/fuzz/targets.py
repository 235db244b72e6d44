"""All targets by their names."""

from __future__ import annotations

from tests.fuzz.editing_targets import EDITING_TARGETS
from tests.fuzz.file_targets import FILE_TARGETS
from tests.fuzz.reading_targets import READING_TARGETS

TARGETS = {target.name: target for target in (*READING_TARGETS, *FILE_TARGETS, *EDITING_TARGETS)}
