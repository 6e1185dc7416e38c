"""Activations: functions of each number by itself, which bend what layers compute."""

from cnnkit.functional.activations.exponential import elu, elu_backward, selu, selu_backward
from cnnkit.functional.activations.gated import (
    hard_swish,
    hard_swish_backward,
    mish,
    mish_backward,
    swish,
    swish_backward,
)
from cnnkit.functional.activations.gelu import gelu, gelu_backward
from cnnkit.functional.activations.parametric import prelu, prelu_backward
from cnnkit.functional.activations.rectifiers import (
    leaky_relu,
    leaky_relu_backward,
    relu,
    relu6,
    relu6_backward,
    relu_backward,
)
from cnnkit.functional.activations.sigmoids import (
    sigmoid,
    sigmoid_backward,
    softplus,
    softplus_backward,
    tanh,
    tanh_backward,
)

__all__ = [
    "elu",
    "elu_backward",
    "gelu",
    "gelu_backward",
    "hard_swish",
    "hard_swish_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "mish",
    "mish_backward",
    "prelu",
    "prelu_backward",
    "relu",
    "relu6",
    "relu6_backward",
    "relu_backward",
    "selu",
    "selu_backward",
    "sigmoid",
    "sigmoid_backward",
    "softplus",
    "softplus_backward",
    "swish",
    "swish_backward",
    "tanh",
    "tanh_backward",
]
