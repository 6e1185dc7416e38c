"""Print constraints.txt: the exact version of every package of a full installation.

Usage: python tools/constraints.py > constraints.txt   (or: make constraints)

pip resolves the newest versions that fit core, lab and test, without installing them, and its
report is written as "name==version" lines. Other systems need a package or two more; those are
not held.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

EVERYTHING = ".[lab,slides,test,bench]"

HEADER = """\
# Exact versions of everything in a full installation, to make it again: core, lab, slides, test
# and bench. Written by `make constraints`; not read by a plain `pip install`.
"""


def main() -> None:
    """Resolve and print."""
    resolve = f"-m pip install --dry-run --ignore-installed -qq --report - {EVERYTHING}"
    resolution = subprocess.run(
        [sys.executable, *resolve.split()], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    report = json.loads(resolution.stdout)
    versions = {}
    for item in report["install"]:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        if name != "cnnkit":
            versions[name] = item["metadata"]["version"]
    lines = [f"{name}=={version}" for name, version in sorted(versions.items())]
    print(HEADER + "\n".join(lines))


if __name__ == "__main__":
    main()
