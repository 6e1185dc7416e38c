"""What a gradient check found, as numbers and as text."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Comparison:
    """How the gradient of one array compares with the slopes found by trying.

    Attributes
    ----------
    name : str
        "x" for the input, otherwise the parameter's.
    size, checked : int
        Entries of the array, and how many of them were tried.
    kinks : tuple of indices
        Entries that were tried, and left out because the slopes to their two sides differ.
    norm : float
        ‖n‖, of the slopes n that were found by trying.
    error : float
        ‖a − n‖ / (‖a‖ + ‖n‖), a being the gradient.
    furthest : (index, float, float) or None
        The entry in which a and n differ most, with both. Where entries of one value stand at
        kinks, all of these together.
    """

    name: str
    size: int
    checked: int
    kinks: tuple[tuple[int, ...], ...]
    norm: float
    error: float
    furthest: tuple[Any, float, float] | None

    @property
    def judged(self) -> bool:
        """Whether the kinks left enough to judge by: at least half of what was tried."""
        return 2 * len(self.kinks) <= self.checked


@dataclass(frozen=True, repr=False)
class GradientCheck:
    """What `check_gradients` found; printed, it is a report.

    Attributes
    ----------
    comparisons : tuple of Comparison
        The input first, then the parameters in their order.
    tolerance : float
        The error that is still taken for rounding.
    """

    comparisons: tuple[Comparison, ...]
    tolerance: float

    @property
    def worst(self) -> float:
        """The largest relative error of all; NaN if there is one."""
        return float(np.max([comparison.error for comparison in self.comparisons]))

    @property
    def passed(self) -> bool:
        """Whether all errors are within the tolerance, and none was left unjudged."""
        return self.worst <= self.tolerance and all(c.judged for c in self.comparisons)

    def __repr__(self) -> str:
        width = max(len(comparison.name) for comparison in self.comparisons)
        lines = [
            f"gradients {'agree' if self.passed else 'DISAGREE'}: worst relative error "
            f"{self.worst:.1e}, tolerance {self.tolerance:.0e}"
        ]
        for c in self.comparisons:
            lines.append(f"{c.name:{width}}  {c.error:.1e}  {c.checked} of {c.size} entries")
            if c.kinks:
                places = ", ".join(map(str, c.kinks[:3])) + (", ..." if len(c.kinks) > 3 else "")
                lines[-1] += f", less {len(c.kinks)} at kinks: {places}"
            if not c.judged:
                lines[-1] += "; too few are left: give x at random, without zeros and ties"
            elif c.norm == 0:
                lines[-1] += "; all slopes are 0, which says little: give other x"
            if c.furthest and not c.error <= self.tolerance:
                place, gradient, slope = c.furthest
                lines[-1] += (
                    f"; most at {place}: backward gives {gradient:.4g}, the slope is {slope:.4g}"
                )
        return "\n".join(lines)
