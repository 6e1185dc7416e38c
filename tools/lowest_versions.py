"""Print the lowest versions that pyproject.toml allows, as a constraints file for pip.

Usage: python tools/lowest_versions.py pyproject.toml > lowest.txt

Of every requirement of the core and of the extra `test`, "name>=version" becomes "name==version".
The tools that only read the code (lint, types) are left as they come.
"""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

EXTRAS = ("test",)
REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)>=([0-9][0-9A-Za-z.]*)$")


def lowest_versions(project: dict[str, Any]) -> list[str]:
    """Turn each lower bound into an exact version.

    Parameters
    ----------
    project : dict
        The table `[project]` of pyproject.toml.

    Returns
    -------
    list of str
        Lines "name==version", sorted.

    Raises
    ------
    ValueError
        If a requirement is anything else than a lower bound.
    """
    requirements = [*project["dependencies"]]
    for extra in EXTRAS:
        requirements += project["optional-dependencies"][extra]
    lines = []
    for requirement in requirements:
        match = REQUIREMENT.match(requirement)
        if match is None:
            raise ValueError(
                f"requirement {requirement!r} is no plain lower bound; write it as name>=version"
            )
        lines.append(f"{match[1]}=={match[2]}")
    return sorted(lines)


if __name__ == "__main__":
    table = tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["project"]
    print("\n".join(lowest_versions(table)))
