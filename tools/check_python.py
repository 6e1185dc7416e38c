"""Say clearly what is missing when this Python cannot make the environment."""

import importlib.util
import sys

LOWEST = (3, 11)


def main() -> None:
    """Exit with advice if this Python is too old or lacks venv."""
    if sys.version_info < LOWEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(
            "This is Python " + found + ", but the course needs 3.11 or newer. Install one, then "
            "name it: make lab PYTHON=python3.12"
        )
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot make environments: its venv module is missing. On Debian and "
            "Ubuntu: sudo apt-get install python3-venv"
        )


if __name__ == "__main__":
    main()
