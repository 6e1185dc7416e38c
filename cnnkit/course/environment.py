"""Is everything there that the course needs?"""

import sys
from importlib import metadata

from packaging.requirements import Requirement

from cnnkit.course.card import Card, Items, Paragraph
from cnnkit.course.shown import Shown

LOWEST_PYTHON = (3, 11)


class EnvironmentCheck(Shown):
    """A card with a line for each thing that the course needs, and what to do where it is not.

    Examples
    --------
    >>> EnvironmentCheck().complete
    True
    """

    def __init__(self) -> None:
        self.lines = [_python(), *(_package(requirement) for requirement in _requirements())]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return all(fine for fine, _ in self.lines)

    @property
    def card(self) -> Card:
        """The card to show."""
        items = tuple(("✓" if fine else "✗", text) for fine, text in self.lines)
        if self.complete:
            title, advice = "Everything is there", "You can go on."
        else:
            title = "Something is missing"
            advice = "Install it with the command shown, restart the kernel, and run this again."
        return Card("progress", title, (Items(items), Paragraph(advice)))


def _python() -> tuple[bool, str]:
    """Check Python's own version."""
    wanted = ".".join(map(str, LOWEST_PYTHON))
    if sys.version_info >= LOWEST_PYTHON:
        return True, f"Python {wanted} or newer"
    return False, f"Python {wanted} or newer is needed; this is {sys.version.split()[0]}"


def _requirements() -> list[Requirement]:
    """Return what cnnkit itself says it needs, without the extras."""
    stated = metadata.requires("cnnkit") or []
    return sorted(
        (Requirement(text) for text in stated if "extra ==" not in text),
        key=lambda requirement: requirement.name,
    )


def _package(requirement: Requirement) -> tuple[bool, str]:
    """Check one package."""
    wanted = str(requirement.specifier).removeprefix(">=")
    text = f"{requirement.name} {wanted} or newer"
    try:
        version = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return False, f"{text} is missing: %pip install {requirement.name}"
    if requirement.specifier.contains(version, prereleases=True):
        return True, text
    return False, f"{text} is needed; this is {version}: %pip install -U {requirement.name}"
