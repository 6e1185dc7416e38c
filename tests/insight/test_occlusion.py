"""The occluder against covering by hand."""

import sys

import numpy as np
import pytest

from cnnkit import functional
from cnnkit.insight import occluded_probabilities, occlusion
from tests.insight.small_networks import image, plain_network

# By its name in sys.modules, since the package's own `occlusion` is the function.
MODULE = sys.modules["cnnkit.insight.occlusion"]


@pytest.mark.parametrize(
    ("window", "stride", "value"), [(3, 2, 0.0), ((2, 5), (3, 1), 0.5), ((9, 7), 1, -1.0)]
)
def test_each_place_is_covered_and_nothing_else(window, stride, value):
    model, x = plain_network(), image()
    found = occlusion(model, x, 2, window=window, stride=stride, value=value)
    (height, width), (down, across) = (
        each if isinstance(each, tuple) else (each, each) for each in (window, stride)
    )
    assert found.shape == ((9 - height) // down + 1, (7 - width) // across + 1)
    for i, j in np.ndindex(found.shape):
        covered = x.copy()
        covered[i * down : i * down + height, j * across : j * across + width] = value
        expected = functional.softmax(model.forward(covered[None]))[0, 2]
        assert found[i, j] == pytest.approx(expected, rel=1e-10)


def test_batches_do_not_matter(monkeypatch):
    model, x = plain_network(), image()
    whole = occluded_probabilities(model, x, window=3, stride=1)
    monkeypatch.setattr(MODULE, "BATCH_NUMBERS", 4 * x.size)
    np.testing.assert_allclose(occluded_probabilities(model, x, window=3, stride=1), whole)
    np.testing.assert_allclose(whole.sum(axis=2), 1)


def test_a_large_image_goes_through_one_by_one(monkeypatch):
    model, x = plain_network(), image()
    sizes = []
    forward = model.forward
    monkeypatch.setattr(model, "forward", lambda x: sizes.append(len(x)) or forward(x))
    monkeypatch.setattr(MODULE, "BATCH_NUMBERS", 1)
    occluded_probabilities(model, x, window=7, stride=2)
    assert sizes == [1, 1]


def test_the_image_stays_as_it_is():
    x = image().astype(np.float32)
    kept = x.copy()
    assert occlusion(plain_network(), x, 0, window=3, stride=3).dtype == np.float32
    np.testing.assert_array_equal(x, kept)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": 9}, "target is 9"),
        ({"window": 8}, "8"),
        ({"stride": 0}, "stride"),
        ({"value": np.nan}, "value is nan"),
    ],
)
def test_what_does_not_fit_is_refused(options, message):
    arguments = {"target": 0, "window": 3, "stride": 1, **options}
    with pytest.raises(ValueError, match=message):
        occlusion(plain_network(), image(), arguments.pop("target"), **arguments)
