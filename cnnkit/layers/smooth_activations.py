"""Activations that bend smoothly, and softmax."""

from dataclasses import dataclass

from cnnkit import functional
from cnnkit.layers.activation import Activation
from cnnkit.layers.arguments import Shape
from cnnkit.layers.view import View, Views, whole


@dataclass(eq=False, repr=False)
class ELU(Activation):
    """x above zero, alpha · (eˣ − 1) below.

    Parameters
    ----------
    alpha : float
        −alpha is where it ends.

    Examples
    --------
    >>> ELU().forward([[-1.0, 2.0]]).round(3).tolist()
    [[-0.632, 2.0]]
    """

    alpha: float = 1.0

    function = staticmethod(functional.elu)
    gradient = staticmethod(functional.elu_backward)


@dataclass(eq=False, repr=False)
class SELU(Activation):
    """ELU with the two constants that keep mean 0 and variance 1 from layer to layer.

    Examples
    --------
    >>> SELU().forward([[-1.0, 2.0]]).round(3).tolist()
    [[-1.111, 2.101]]
    """

    function = staticmethod(functional.selu)
    gradient = staticmethod(functional.selu_backward)


@dataclass(eq=False, repr=False)
class Sigmoid(Activation):
    """From 0 to 1: 1 / (1 + e⁻ˣ).

    Examples
    --------
    >>> Sigmoid().forward([[0.0, 2.0]]).round(3).tolist()
    [[0.5, 0.881]]
    """

    function = staticmethod(functional.sigmoid)
    gradient = staticmethod(functional.sigmoid_backward)


@dataclass(eq=False, repr=False)
class Tanh(Activation):
    """From −1 to 1: the hyperbolic tangent.

    Examples
    --------
    >>> Tanh().forward([[0.0, 2.0]]).round(3).tolist()
    [[0.0, 0.964]]
    """

    function = staticmethod(functional.tanh)
    gradient = staticmethod(functional.tanh_backward)


@dataclass(eq=False, repr=False)
class GELU(Activation):
    """x times the probability that a normal number is below x.

    Parameters
    ----------
    approximate : str
        "none", or "tanh" for the older approximation.

    Examples
    --------
    >>> GELU().forward([[-1.0, 2.0]]).round(3).tolist()
    [[-0.159, 1.954]]
    """

    approximate: str = "none"

    function = staticmethod(functional.gelu)
    gradient = staticmethod(functional.gelu_backward)


@dataclass(eq=False, repr=False)
class Swish(Activation):
    """x · sigmoid(x), which PyTorch calls SiLU.

    Examples
    --------
    >>> Swish().forward([[-1.0, 2.0]]).round(3).tolist()
    [[-0.269, 1.762]]
    """

    function = staticmethod(functional.swish)
    gradient = staticmethod(functional.swish_backward)


@dataclass(eq=False, repr=False)
class HardSwish(Activation):
    """Swish from straight lines: x · min(max(x + 3, 0), 6) / 6.

    Examples
    --------
    >>> HardSwish().forward([[-1.0, 2.0]]).round(3).tolist()
    [[-0.333, 1.667]]
    """

    function = staticmethod(functional.hard_swish)
    gradient = staticmethod(functional.hard_swish_backward)


@dataclass(eq=False, repr=False)
class Mish(Activation):
    """x · tanh(softplus(x)).

    Examples
    --------
    >>> Mish().forward([[-1.0, 2.0]]).round(3).tolist()
    [[-0.303, 1.944]]
    """

    function = staticmethod(functional.mish)
    gradient = staticmethod(functional.mish_backward)


@dataclass(eq=False, repr=False)
class Softplus(Activation):
    """A smooth ReLU: log(1 + eˣ).

    Examples
    --------
    >>> Softplus().forward([[0.0, 2.0]]).round(3).tolist()
    [[0.693, 2.127]]
    """

    function = staticmethod(functional.softplus)
    gradient = staticmethod(functional.softplus_backward)


@dataclass(eq=False, repr=False)
class Softmax(Activation):
    """Probabilities: eˣ along an axis, divided by their sum.

    Parameters
    ----------
    axis : int
        The axis whose numbers sum to one; the last holds the channels or classes.

    Examples
    --------
    >>> Softmax().forward([[0.0, 0.0, 0.0, 0.0]]).tolist()
    [[0.25, 0.25, 0.25, 0.25]]
    """

    axis: int = -1

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the same shape, if it has the axis; axis 0 holds images, which never mix."""
        if not 0 < abs(self.axis) <= len(input_shape):
            raise ValueError(
                f"axis is {self.axis}; it must be from 1 to {len(input_shape)}, or as many from "
                "the end, such as -1"
            )
        return input_shape

    def views(self, input_shape: Shape) -> Views:
        """Return all of the axis that sums to one, if it is the height or the width."""
        axis = self.axis % (len(input_shape) + 1)
        height, width = whole(input_shape)
        return height if axis == 1 else View(), width if axis == 2 else View()

    function = staticmethod(functional.softmax)
    gradient = staticmethod(functional.softmax_backward)
