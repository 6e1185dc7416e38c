"""Makes the helpers of this folder, and the counting of windows, importable by its tests."""

import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path[:0] = [str(FOLDER), str(FOLDER.parent / "shapes")]
