"""The reference solutions of notebook 06 against the library, which has tests of its own."""

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.course.lessons import pooling

SETTINGS = [(2, 2, 0), (3, 2, 1), (2, 3, 0), (4, 3, 2), (3, 1, 1), (1, 2, 0)]


@pytest.mark.parametrize(("k", "s", "p"), SETTINGS)
def test_references_agree_with_the_library(k, s, p):
    rng = np.random.default_rng(k + 10 * s + 100 * p)
    x = rng.normal(size=(7, 10, 3)) - 1
    maximum = functional.max_pool2d(x[None], k, stride=s, padding=p)[0]
    np.testing.assert_allclose(pooling.max_pool2d_padded.reference(x, k, s, p), maximum)
    one = x[:, :, 0]
    mean = functional.average_pool2d(
        one[None, :, :, None], k, stride=s, padding=p, count_include_pad=False
    )
    np.testing.assert_allclose(pooling.average_pool2d.reference(one, k, s, p), mean[0, :, :, 0])
    plain = functional.max_pool2d(one[None, :, :, None], k, stride=s)[0, :, :, 0]
    np.testing.assert_allclose(pooling.max_pool2d.reference(one, k, s), plain)


def test_global_reference_agrees_with_the_library():
    x = np.random.default_rng(0).normal(size=(3, 5, 4, 2))
    expected = functional.global_average_pool2d(x)
    np.testing.assert_allclose(pooling.global_average_pool2d.reference(x), expected)
