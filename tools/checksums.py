"""Write data/SHA256SUMS anew, in the format that `sha256sum -c` reads.

Usage: python tools/checksums.py
"""

import hashlib
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
NOT_DATA = {"SHA256SUMS", "SOURCES.md"}


def main() -> None:
    """Hash every data file, in the order of their names."""
    files = sorted(path for path in DATA.rglob("*") if path.is_file() and path.name not in NOT_DATA)
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(DATA).as_posix()}\n"
        for path in files
    ]
    (DATA / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
