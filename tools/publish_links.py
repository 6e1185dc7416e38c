"""Write the repository's address into every link: Colab, Binder, installation, source.

Usage: python tools/publish_links.py OWNER/NAME   (or: make publish-links REPOSITORY=OWNER/NAME)

The present name stands in pyproject.toml (`[project.urls]`), so that this can be run again when the
project moves. Only links are changed, never other text that happens to hold the name.
"""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
CARRIERS = ("*.md", "pyproject.toml", "notebooks/**/*.ipynb", "docs/**/*.md", "cnnkit/**/*.py")
HOSTS = (
    "https://github.com/",
    "https://colab.research.google.com/github/",
    "https://mybinder.org/v2/gh/",
)
# A user's name and a repository's, as GitHub allows them.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}")


def present_name(root: Path) -> str:
    """Read which repository the links name now.

    Parameters
    ----------
    root : pathlib.Path
        The project's folder.

    Returns
    -------
    str
        "owner/name"; "OWNER/REPOSITORY" before the first publication.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["urls"]["Repository"]).removeprefix(HOSTS[0])


def publish(root: Path, name: str) -> dict[str, int]:
    """Rewrite all links of a project.

    Parameters
    ----------
    root : pathlib.Path
        The project's folder.
    name : str
        The new "owner/name".

    Returns
    -------
    dict of str to int
        How many links were changed, by file; files without a change are left out.

    Raises
    ------
    ValueError
        If the name is not of the form owner/name.
    """
    if NAME.fullmatch(name) is None:
        raise ValueError(
            f"REPOSITORY is {name!r}, but must be owner/name as on GitHub, "
            f"e.g. make publish-links REPOSITORY=ada/cnn-course"
        )
    hosts = "|".join(re.escape(host) for host in HOSTS)
    # The name ends where a longer one does not go on; ".git" and a full stop may follow.
    link = re.compile(rf"({hosts}){re.escape(present_name(root))}(?![\w-])(?!\.(?!git\b)\w)")
    changed = {}
    for path in sorted({path for pattern in CARRIERS for path in root.glob(pattern)}):
        before = path.read_bytes().decode("utf-8")
        after, count = link.subn(rf"\g<1>{name}", before)
        if after != before:
            path.write_bytes(after.encode("utf-8"))
            changed[path.relative_to(root).as_posix()] = count
    return changed


def main() -> None:
    """Publish under the name that the command line gives."""
    try:
        changed = publish(ROOT, sys.argv[1] if len(sys.argv) > 1 else "")
    except ValueError as problem:
        sys.exit(str(problem))
    for path, count in changed.items():
        print(f"{path}: {count} link{'s' if count > 1 else ''}")
    print(f"The links name {present_name(ROOT)}.")


if __name__ == "__main__":
    main()
