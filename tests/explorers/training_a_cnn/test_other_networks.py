"""Draw a digit with other networks than the course's own."""

import numpy as np
import pytest
from driving import html

from cnnkit.explorers import DrawADigit
from cnnkit.layers import (
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    MaxPool2D,
    ReLU,
    Residual,
    Sequential,
    Softmax,
    Tanh,
)


def built(*layers):
    model = Sequential(list(layers))
    model.build((28, 28, 1), np.random.default_rng(0))
    return model


OTHERS = {
    "dense only": lambda: built(Flatten(), Dense(10)),
    "two dense": lambda: built(Flatten(), Dense(33), Tanh(), Dense(10)),
    "with softmax": lambda: built(Conv2D(4, 3), ReLU(), Flatten(), Dense(10), Softmax()),
    "many filters": lambda: built(
        Conv2D(64, 3, padding="same"), BatchNorm(), ReLU(), MaxPool2D(2), Conv2D(128, 3), ReLU(),
        GlobalAveragePool2D(), Dropout(0.5), Dense(10),
    ),
    "layers of layers": lambda: built(
        Conv2D(7, 3, padding="same"),
        Residual(Sequential([Conv2D(7, 3, padding="same"), ReLU()])),
        Sequential([AveragePool2D(3), Conv2D(5, 3, stride=2)]),
        Flatten(),
        Dense(10),
    ),
}  # fmt: skip


class TestOtherNetworks:
    @pytest.mark.parametrize("name", OTHERS)
    def test_any_network_with_ten_outputs(self, name):
        model = OTHERS[name]()
        explorer = DrawADigit(model=model, image=3)
        outputs = dict(model.activations(explorer.result.image[np.newaxis]))
        logits = list(outputs.values())[-2 if name == "with softmax" else -1][0]
        np.testing.assert_allclose(explorer.result.logits, logits, rtol=1e-5, atol=1e-5)
        drawn = (
            set(outputs) - {list(outputs)[-1]} - ({"dense_1"} if name == "with softmax" else set())
        )
        assert set(explorer.controls["layer"].options) == drawn
        for layer in drawn:
            explorer.update(layer=layer)
            assert f"{layer}, enlarged" in html(explorer)
            assert len(html(explorer)) < 62_000

    def test_what_is_no_reader_of_digits_is_refused(self):
        def unbuilt():
            return Sequential([Flatten(), Dense(10)])

        with pytest.raises(TypeError, match=r"model is Dense.*pretrained\.digits_cnn"):
            DrawADigit(model=Dense(10))
        with pytest.raises(ValueError, match=r"not built; call model\.build"):
            DrawADigit(model=unbuilt())
        wrong = unbuilt()
        wrong.build((32, 32, 3), np.random.default_rng(0))
        with pytest.raises(ValueError, match=r"\(32, 32, 3\), but a digit is \(28, 28, 1\)"):
            DrawADigit(model=wrong)
        with pytest.raises(ValueError, match=r"gives \(9,\), but ten logits"):
            DrawADigit(model=built(Flatten(), Dense(9)))
