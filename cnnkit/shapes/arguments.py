"""Whole numbers, pairs of them, and yes or no, with errors that say what would work."""

import operator

TRUTH_VALUES = ("bool", "bool_")
"""Python's and NumPy's type of True and False, by name, since nothing here needs NumPy."""


def whole_number(value: object, name: str, *, minimum: int = 1) -> int:
    """Return ``value`` as an ``int``, or say why it cannot be one.

    Parameters
    ----------
    value : object
        Anything that claims to be an integer, NumPy's integers included.
    name : str
        The argument's name, for the error.
    minimum : int
        The smallest value allowed.

    Raises
    ------
    TypeError
        For everything that is not an integer: 2.0, "2", True, NaN.
    ValueError
        For an integer below ``minimum``.

    Examples
    --------
    >>> whole_number(3, "stride")
    3
    >>> whole_number(0, "stride")
    Traceback (most recent call last):
        ...
    ValueError: stride is 0; it must be a whole number ≥ 1, such as 1
    """
    rule = f"it must be a whole number ≥ {minimum}, such as {minimum}"
    kind = type(value).__name__
    # NumPy 1.26 takes its own truth values for integers.
    try:
        number = None if kind in TRUTH_VALUES else operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None:
        raise TypeError(f"{name} is {value!r} ({kind}); {rule}")
    if number < minimum:
        raise ValueError(f"{name} is {number}; {rule}")
    return number


def pair(value: object, name: str, minimum: int = 1) -> tuple[int, int]:
    """Return ``(height, width)`` from one whole number or a pair of them.

    Parameters
    ----------
    value : int or tuple of two ints
        One number stands for both axes.
    name : str
        The argument's name, for the error.
    minimum : int
        The smallest value allowed on either axis.

    Raises
    ------
    TypeError
        If it is neither a whole number nor two of them.
    ValueError
        If a number is below ``minimum``, or there are not exactly two.

    Examples
    --------
    >>> pair(2, "stride")
    (2, 2)
    >>> pair((1, 3), "stride")
    (1, 3)
    >>> pair((1, 2, 3), "stride")
    Traceback (most recent call last):
        ...
    ValueError: stride is (1, 2, 3), of 3 numbers; give one whole number or (height, width), ...
    """
    if not isinstance(value, tuple | list):
        number = whole_number(value, name, minimum=minimum)
        return number, number
    if len(value) != 2:
        raise ValueError(
            f"{name} is {value!r}, of {len(value)} numbers; give one whole number "
            f"or (height, width), such as ({minimum}, {minimum})"
        )
    height, width = value
    return (
        whole_number(height, f"{name}[0]", minimum=minimum),
        whole_number(width, f"{name}[1]", minimum=minimum),
    )


def flag(value: object, name: str) -> bool:
    """Return ``value`` if it is True or False, or say that it must be.

    Parameters
    ----------
    value : object
        What the caller was given; NumPy's truth values are taken too.
    name : str
        The argument's name, for the error.

    Raises
    ------
    TypeError
        For everything else: 1, "yes", None.

    Examples
    --------
    >>> flag("no", "ceil_mode")
    Traceback (most recent call last):
        ...
    TypeError: ceil_mode is 'no'; it must be True or False
    """
    if type(value).__name__ not in TRUTH_VALUES:
        raise TypeError(f"{name} is {value!r}; it must be True or False")
    return bool(value)
