"""Mistakes told by what they make of small logits: exp taken as it stands fails on large ones."""

from collections.abc import Callable, Sequence
from typing import Any

from cnnkit.course.compare import same_values
from cnnkit.course.verdict import Case


def like_on(cases: Sequence[Case], *forms: Callable[..., Any]) -> Callable[[tuple[Any, ...]], bool]:
    """Return what recognises one of several forms of a mistake by the first cases alone.

    Whoever makes the mistake has often not thought of large logits yet, and gets infinities there.

    Parameters
    ----------
    cases : sequence of Case
        The exercise's first cases, all of small logits.
    *forms : callable
        Functions that make the mistake.

    Examples
    --------
    >>> cases = Case((1.0,), "a small number"), Case((3.0,), "a larger one")
    >>> doubled = like_on(cases, lambda z: 2 * z)
    >>> doubled((2.0, 6.0, float("inf"))), doubled((2.0, 7.0, 8.0))
    (True, False)
    """

    def recognises(answers: tuple[Any, ...]) -> bool:
        return any(
            all(
                same_values(form(*case.inputs), answer)
                for case, answer in zip(cases, answers, strict=False)
            )
            for form in forms
        )

    return recognises
