"""Whole networks compute what torchvision's compute, forwards and backwards."""

import sys

import numpy as np
import pytest

from cnnkit import architectures
from tests.reference.ruled import ruled_image, ruled_state
from tests.reference.stored import load

CASES = load("architectures")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.function)
def test_logits_and_gradients(case, monkeypatch):
    for module, constant, value in case.options["smaller"]:
        file = sys.modules[f"cnnkit.architectures.{module}"]
        monkeypatch.setattr(file, constant, value)
    shape, seed = tuple(case.options["image"]), case.options["seed"]
    model = getattr(architectures, case.function)(classes=case.options["classes"])
    model.build(shape, np.random.default_rng(0))
    model.load_state(ruled_state(model, seed))
    assert_close(model.forward(ruled_image(shape, seed)), case.outputs["logits"])
    dx = model.backward(case.upstream["logits"])
    assert_close(dx[0, ::9, ::11], case.gradients["dx"])
    gradients = [parameter.grad for parameter in model.parameters()]
    sums, squares = case.gradients["sums"].T
    scale = np.sqrt(squares)
    np.testing.assert_allclose([(g * g).sum() for g in gradients], squares, rtol=1e-9)
    assert np.all(abs([g.sum() for g in gradients] - sums) < 1e-9 * scale)


def assert_close(value, wanted):
    np.testing.assert_allclose(value, wanted, rtol=0, atol=1e-10 * abs(wanted).max())
