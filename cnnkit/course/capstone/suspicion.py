"""One mistake that a self-check knows by name."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc

from cnnkit.course.capstone.evidence import Evidence


@dataclass(frozen=True)
class Suspicion:
    """A mistake that can be seen in what was measured.

    Attributes
    ----------
    name : str
    explanation : str
        What was done, how one sees it, what to try.
    shows : callable
        From the evidence to whether it looks like this mistake.
    fatal : bool
        Whether the scores mean nothing while it is there.
    """

    name: str
    explanation: str
    shows: Callable[[Evidence], bool]
    fatal: bool = False


def suspicion(function: Callable[[Evidence], bool], *, fatal: bool = False) -> Suspicion:
    """Read a known mistake from the function that finds it, its docstring being the explanation."""
    name = function.__name__.replace("_", " ")
    return Suspicion(name, getdoc(function) or "", function, fatal)
