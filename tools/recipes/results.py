"""Where the recipes put what they make, and how they write it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NETWORKS = Path(__file__).parents[2] / "data" / "networks"
MEASURED = NETWORKS.parent / "measured"


def write_json(path: Path, measured: Mapping[str, Any]) -> None:
    """Write one line for each key, so that a later measurement changes the lines that it must."""
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in measured.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
