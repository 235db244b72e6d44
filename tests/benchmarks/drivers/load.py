"""PyYAML's C loader over every file of a library: seconds for the loading alone, on one core."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import yaml
from kit import report

texts = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.yaml"))]
began = time.perf_counter()
for text in texts:
    yaml.load(text, Loader=yaml.CSafeLoader)
report(seconds=time.perf_counter() - began, files=len(texts), bytes=sum(map(len, texts)))
