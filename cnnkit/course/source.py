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


def is_written(answer: object) -> bool:
    """Tell whether a function's source can be read and has no gap: no `...`, not only `pass`.

    Parameters
    ----------
    answer : object

    Returns
    -------
    bool
        False for anything but a `def` whose source can be read.

    Examples
    --------
    >>> def empty(x): "Twice x."; ...
    >>> def forgot_to_return(x): y = 2 * x[..., 0]
    >>> is_written(empty), is_written(forgot_to_return), is_written(len)
    (False, True, False)
    """
    try:
        function = ast.parse(source_of(answer)).body[0]  # type: ignore[arg-type]
    except Exception:  # no source, as for built-in functions and objects, or none by itself
        return False
    if not isinstance(function, ast.FunctionDef):
        return False
    documented = ast.get_docstring(function) is not None
    statements = function.body[1:] if documented else function.body
    only_pass = all(isinstance(statement, ast.Pass) for statement in statements)
    indices = [node.slice for node in ast.walk(function) if isinstance(node, ast.Subscript)]
    in_indices = {id(part) for index in indices for part in ast.walk(index)}
    gaps = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and node.value is ... and id(node) not in in_indices
    ]
    return not only_pass and not gaps
