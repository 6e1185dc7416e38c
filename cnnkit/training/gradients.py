"""What everything that uses gradients asks of them first."""

from collections.abc import Iterable

from cnnkit.functional.checks import Array
from cnnkit.layers.parameter import Parameter


def with_gradients(parameters: Iterable[Parameter]) -> list[tuple[Parameter, Array]]:
    """Pair parameters with their gradients, sure that each has one, and that none comes twice.

    Parameters
    ----------
    parameters : list of Parameter
        After a backward pass.

    Returns
    -------
    list of (Parameter, array)

    Raises
    ------
    TypeError
        If this is no list of parameters.
    ValueError
        If a parameter comes twice, has no gradient, or one of another shape than its value.

    Examples
    --------
    >>> import numpy as np
    >>> with_gradients([Parameter("bias", np.zeros(2))])
    Traceback (most recent call last):
        ...
    ValueError: bias has no gradient; call model.backward(...) first
    """
    if not isinstance(parameters, Iterable):
        raise TypeError(_not_parameters(parameters))
    pairs: list[tuple[Parameter, Array]] = []
    for parameter in parameters:
        if not isinstance(parameter, Parameter):
            raise TypeError(_not_parameters(parameter))
        name, value, gradient = parameter.name, parameter.value, parameter.grad
        if gradient is None:
            raise ValueError(f"{name} has no gradient; call model.backward(...) first")
        if gradient.shape != value.shape:
            raise ValueError(
                f"the gradient of {name} has shape {gradient.shape}; it must have its value's, "
                f"{value.shape}, as model.backward(...) gives it"
            )
        pairs.append((parameter, gradient))
    if len(dict(pairs)) < len(pairs):
        raise ValueError(
            "parameters holds a parameter twice, which would count twice; give each of them once, "
            "such as model.parameters()"
        )
    return pairs


def _not_parameters(found: object) -> str:
    return f"parameters is or holds {found!r}; it must be a list, such as model.parameters()"
