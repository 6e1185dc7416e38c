"""ESPCN and SRCNN: their published counts, and what their outputs see."""

import numpy as np
import pytest

from cnnkit.architectures.espcn import espcn
from cnnkit.architectures.srcnn import srcnn


def test_the_weights_of_srcnn_are_those_of_the_paper():
    # 9·9·64 + 64·32 + 5·5·32, and 97 biases, which the paper leaves out.
    assert srcnn().count((33, 33, 1))[0] == 8032 + 97
    assert srcnn(kernel_sizes=(9, 5, 5)).count((33, 33, 1))[0] == 57184 + 97


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_espcn_works_on_the_small_picture(scale):
    model = espcn(scale)
    parameters, multiply_adds = model.count((10, 14, 1))
    weights = 25 * 64 + 9 * 64 * 32 + 9 * 32 * scale**2
    assert parameters == weights + 64 + 32 + scale**2
    assert multiply_adds == 10 * 14 * weights
    assert model.output_shape((10, 14, 1)) == (10 * scale, 14 * scale, 1)


def test_one_pixel_of_the_small_picture_changes_a_square_of_the_large_one():
    model = espcn(2, filters=(4, 3))
    model.build((15, 17, 1), np.random.default_rng(0))
    x = np.zeros((1, 15, 17, 1))
    before = model.forward(x)
    x[0, 7, 8] = 1
    rows, columns = np.nonzero((model.forward(x) != before)[0, :, :, 0])
    # Kernels of 5, 3 and 3 reach four pixels to each side.
    assert (rows.min(), rows.max()) == (2 * (7 - 4), 2 * (7 + 4) + 1)
    assert (columns.min(), columns.max()) == (2 * (8 - 4), 2 * (8 + 4) + 1)
