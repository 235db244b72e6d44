"""JSON on standard output, valid whatever the encoding there."""

from __future__ import annotations

import json
import sys
from typing import Any


def print_json(data: Any) -> None:
    """Print data as JSON; where the encoding is not UTF-8, with JSON's own escapes."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    plain = encoding.lower().replace("-", "") != "utf8"
    print(json.dumps(data, ensure_ascii=plain, indent=2, default=str))
