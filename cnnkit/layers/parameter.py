"""What a layer learns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cnnkit.functional.checks import Array, float_array


@dataclass(eq=False)
class Parameter:
    """An array that training changes, with the gradient that says in which direction.

    Parameters are compared by identity: two of equal values are still two.

    Parameters
    ----------
    name : str
        What it is, "kernel", or in a network where it is too: "conv2d_1.kernel".
    value : array
        The numbers at present.
    grad : array, optional
        The gradient of the loss with respect to them. Each backward pass sets it anew.

    Examples
    --------
    >>> import numpy as np
    >>> bias = Parameter("bias", np.zeros(2, np.float32))
    >>> bias.grad = np.array([1.0, -1.0], np.float32)
    >>> bias.value = bias.value - 0.5 * bias.grad
    >>> bias.value.tolist()
    [-0.5, 0.5]
    """

    name: str
    value: Array
    grad: Array | None = None


Parameters = Mapping[str, Parameter]
"""Several of them, by name."""


def fill(parameters: Parameters, state: Mapping[str, Any], owner: str) -> None:
    """Give parameters the values of a state. Unless all of it fits, nothing is changed.

    Parameters
    ----------
    parameters : mapping from str to Parameter
        Those of a layer.
    state : mapping from str to array
        As many arrays, by the same names.
    owner : str
        Whose parameters these are, for the error.

    Raises
    ------
    TypeError, ValueError
        If the state holds other names, other shapes, or no numbers.

    Examples
    --------
    >>> import numpy as np
    >>> fill({"bias": Parameter("bias", np.zeros(2))}, {"bias": np.ones(3)}, "Dense(2)")
    Traceback (most recent call last):
        ...
    ValueError: bias has shape (3,) in the state and (2,) in Dense(2); build it for the input ...
    """
    if not isinstance(state, Mapping):
        raise TypeError(f"the state is {state!r}; give what state() returned, a dict of arrays")
    if parameters.keys() != state.keys():
        missing = sorted(parameters.keys() - state.keys())
        unknown = sorted(state.keys() - parameters.keys())
        raise ValueError(
            f"the state lacks {missing} and holds {unknown}, unlike {owner}; give what state() "
            "returned for the same architecture, once that is built"
        )
    values = {name: float_array(state[name], name) for name in parameters}
    for name, value in values.items():
        if value.shape != parameters[name].value.shape:
            raise ValueError(
                f"{name} has shape {value.shape} in the state and {parameters[name].value.shape} "
                f"in {owner}; build it for the input shape that the state comes from"
            )
    for name, value in values.items():
        parameters[name].value = value.copy()
