"""Every linear operation's backward is its adjoint: ⟨Ax, y⟩ = ⟨x, Aᵀy⟩ for all x and y.

For a linear operation this is the whole truth about its gradient, and it holds to the last digits:
no step size, and no tolerance to choose.
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnnkit import functional, shapes
from tests.functional.drawing import PADDINGS, SIDES, arrays, pairs

METHODS = st.sampled_from(["nearest", "bilinear", "bicubic"])


def images(draw, channels=None, highest=8):
    """Draw a few small images."""
    N, H, W = (draw(st.integers(1, high)) for high in (2, highest, highest))
    return draw(arrays(N, H, W, channels or draw(st.integers(1, 4))))


@st.composite
def convolutions(draw):
    """Draw x, a kernel and options of conv2d."""
    groups = draw(st.sampled_from([1, 1, 2, 3]))
    x = images(draw, groups * draw(st.integers(1, 2)))
    kernel_shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    kernel = draw(arrays(*kernel_shape, x.shape[3] // groups, groups * draw(st.integers(1, 2))))
    options = {
        "stride": draw(pairs(1, 4)),
        "padding": draw(PADDINGS),
        "dilation": draw(pairs(1, 3)),
        "groups": groups,
    }
    return x, kernel, options


@st.composite
def conv2d_in_x(draw):
    x, kernel, options = draw(convolutions())
    return (
        lambda x: functional.conv2d(x, kernel, **options),
        lambda dy: functional.conv2d_backward(dy, x, kernel, **options)[0],
        x,
    )


@st.composite
def conv2d_in_the_kernel(draw):
    x, kernel, options = draw(convolutions())
    return (
        lambda kernel: functional.conv2d(x, kernel, **options),
        lambda dy: functional.conv2d_backward(dy, x, kernel, **options)[1],
        kernel,
    )


@st.composite
def conv2d_by_its_parts(draw):
    """The same gradients, computed one by one."""
    x, kernel, options = draw(convolutions())
    if draw(st.booleans()):
        return (
            lambda x: functional.conv2d(x, kernel, **options),
            lambda dy: functional.conv2d_input_gradient(dy, kernel, x.shape[1:], **options),
            x,
        )
    return (
        lambda kernel: functional.conv2d(x, kernel, **options),
        lambda dy: functional.conv2d_parameter_gradients(dy, x, kernel.shape[:2], **options)[0],
        kernel,
    )


@st.composite
def conv2d_and_conv2d_transpose(draw):
    """The transposed convolution is named so because it is this."""
    x, kernel, options = draw(convolutions())
    options["padding"] = draw(SIDES)
    remainders = []
    for axis in (0, 1):
        given_options = {
            name: shapes.pair(options[name], name)[axis] for name in ("stride", "dilation")
        }
        arguments = (x.shape[1 + axis], kernel.shape[axis])
        try:
            left = shapes.remainder(*arguments, **given_options, padding=options["padding"][axis])
        except ValueError:  # the kernel does not fit
            assume(False)
        remainders.append(left)
    return (
        lambda x: functional.conv2d(x, kernel, **options),
        lambda dy: functional.conv2d_transpose(
            dy, kernel, **options, output_padding=tuple(remainders)
        ),
        x,
    )


@st.composite
def transposed_convolutions(draw):
    """Draw x, a kernel and options of conv2d_transpose."""
    groups = draw(st.sampled_from([1, 1, 2, 3]))
    x = images(draw, groups * draw(st.integers(1, 2)), highest=5)
    kernel_shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    kernel = draw(arrays(*kernel_shape, draw(st.integers(1, 2)), x.shape[3]))
    options = {
        "stride": draw(pairs(1, 4)),
        "padding": draw(PADDINGS),
        "output_padding": draw(pairs(0, 2)),
        "dilation": draw(pairs(1, 3)),
        "groups": groups,
    }
    return x, kernel, options


@st.composite
def conv2d_transpose_in_x(draw):
    x, kernel, options = draw(transposed_convolutions())
    return (
        lambda x: functional.conv2d_transpose(x, kernel, **options),
        lambda dy: functional.conv2d_transpose_backward(dy, x, kernel, **options)[0],
        x,
    )


@st.composite
def conv2d_transpose_in_the_kernel(draw):
    x, kernel, options = draw(transposed_convolutions())
    return (
        lambda kernel: functional.conv2d_transpose(x, kernel, **options),
        lambda dy: functional.conv2d_transpose_backward(dy, x, kernel, **options)[1],
        kernel,
    )


def pair_of(name, x, *given, **options):
    """Return a function and its backward, with the same options, and x."""
    forward, backward = getattr(functional, name), getattr(functional, f"{name}_backward")
    return (
        lambda x: forward(x, *given, **options),
        lambda dy: backward(dy, x, *given, **options),
        x,
    )


@st.composite
def average_pool2d(draw):
    return pair_of(
        "average_pool2d",
        images(draw),
        draw(pairs(1, 4)),
        stride=draw(st.none() | pairs(1, 5)),
        padding=draw(PADDINGS),
        ceil_mode=draw(st.booleans()),
        count_include_pad=draw(st.booleans()),
    )


@st.composite
def global_average_pool2d(draw):
    return pair_of("global_average_pool2d", images(draw))


@st.composite
def adaptive_average_pool2d(draw):
    return pair_of("adaptive_average_pool2d", images(draw), draw(pairs(1, 9)))


@st.composite
def pad2d(draw):
    x = images(draw)
    mode = draw(st.sampled_from(["constant", "reflect", "edge", "wrap"]))
    limits = [{"reflect": n - 1, "wrap": n}.get(mode, 4) for n in x.shape[1:3]]
    sides = tuple((draw(st.integers(0, n)), draw(st.integers(0, n))) for n in limits)
    return pair_of("pad2d", x, sides, mode=mode)


@st.composite
def depth_to_space(draw):
    block = draw(st.integers(1, 3))
    return pair_of("depth_to_space", images(draw, draw(st.integers(1, 3)) * block**2, 4), block)


@st.composite
def space_to_depth(draw):
    block, (N, H, W, C) = draw(st.integers(1, 3)), draw(st.tuples(*[st.integers(1, 3)] * 4))
    return pair_of("space_to_depth", draw(arrays(N, H * block, W * block, C)), block)


@st.composite
def resize(draw):
    method = draw(METHODS)
    choices = [{}] if method == "nearest" else [{}, {"align_corners": True}, {"antialias": True}]
    options = draw(st.sampled_from(choices))
    return pair_of("resize", images(draw), draw(pairs(1, 12)), method=method, **options)


@st.composite
def dense_in_x(draw):
    N, D, F = draw(st.tuples(*[st.integers(1, 5)] * 3))
    x, weight = draw(arrays(N, D)), draw(arrays(D, F))
    return (
        lambda x: functional.dense(x, weight),
        lambda dy: functional.dense_backward(dy, x, weight)[0],
        x,
    )


@st.composite
def dense_in_the_weight(draw):
    N, D, F = draw(st.tuples(*[st.integers(1, 5)] * 3))
    x, weight = draw(arrays(N, D)), draw(arrays(D, F))
    return (
        lambda weight: functional.dense(x, weight),
        lambda dy: functional.dense_backward(dy, x, weight)[1],
        weight,
    )


OPERATIONS = [
    conv2d_in_x,
    conv2d_in_the_kernel,
    conv2d_by_its_parts,
    conv2d_and_conv2d_transpose,
    conv2d_transpose_in_x,
    conv2d_transpose_in_the_kernel,
    average_pool2d,
    global_average_pool2d,
    adaptive_average_pool2d,
    pad2d,
    depth_to_space,
    space_to_depth,
    resize,
    dense_in_x,
    dense_in_the_weight,
]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)
@given(data=st.data())
@settings(max_examples=60)
def test_backward_is_the_adjoint(operation, data):
    forward, adjoint, x = data.draw(operation())
    try:
        y = forward(x)
    except ValueError:  # it does not fit: the errors have tests of their own
        assume(False)
    dy = data.draw(arrays(*y.shape))
    dx = adjoint(dy)
    assert dx.shape == x.shape
    ahead, back = float(np.vdot(y, dy)), float(np.vdot(x, dx))
    rounding = 1e-13 * (np.linalg.norm(y) * np.linalg.norm(dy) + 1)
    assert abs(ahead - back) < rounding, f"{ahead} ahead, {back} back"
