"""The source text of reference solutions, and the empty cells that learners start from."""

import ast
import inspect
import textwrap
from collections.abc import Callable


def source_of(function: Callable[..., object]) -> str:
    """Give a function's source as it would stand in a notebook cell.

    Parameters
    ----------
    function : callable
        Written in Python, in a file.

    Returns
    -------
    str
        Without indentation, ending in one newline.
    """
    return textwrap.dedent(inspect.getsource(function)).rstrip() + "\n"


def starter_of(source: str) -> str:
    r"""Empty a solution: signature and docstring stay, the body becomes `...`.

    Parameters
    ----------
    source : str
        One function, or one assignment.

    Returns
    -------
    str

    Examples
    --------
    >>> print(starter_of("def double(x):\n    'Twice x.'\n    return 2 * x"))
    def double(x):
        'Twice x.'
        ...
    <BLANKLINE>
    >>> print(starter_of("kernel = 3"))
    kernel = ...
    <BLANKLINE>
    """
    statement = ast.parse(source).body[0]
    if isinstance(statement, ast.Assign):
        return f"{ast.unparse(statement.targets[0])} = ...\n"
    if not isinstance(statement, ast.FunctionDef):
        raise ValueError(f"a solution is one function or one assignment, not {source[:40]!r}")
    first = statement.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    kept = first.end_lineno if documented else first.lineno - 1
    return "\n".join(source.split("\n")[:kept]) + "\n    ...\n"
