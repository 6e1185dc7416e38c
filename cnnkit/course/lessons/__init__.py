"""The lessons: one module a notebook, with its exercises, questions, quiz and progress."""

import importlib
import pkgutil
from types import ModuleType


def modules() -> list[ModuleType]:
    """Import every lesson, in alphabetical order.

    Returns
    -------
    list of modules
        Each has `EXERCISES`, `QUESTIONS`, `quiz` and `progress`, and each exercise and question
        under its own name.

    Examples
    --------
    >>> [module.__name__.rsplit(".", 1)[-1] for module in modules()][0]
    'activations'
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return [importlib.import_module(f"{__name__}.{name}") for name in names]
