"""check_gradients itself: what it must find, what it must excuse, and what it must leave alone."""

import re

import numpy as np
import pytest

from cnnkit.layers.layer import Layer
from cnnkit.training import check_gradients, numerical_gradient
from tests.training.small_layers import (
    Chain,
    Convolution,
    Curved,
    Dropping,
    GatedByTheGradient,
    GatedTheOtherWay,
    GivesAList,
    HalfTooMuch,
    InFloat32,
    InPlace,
    KernelNotFlipped,
    Linear,
    Maximum,
    MeanOverTheBatch,
    NanGradient,
    NoGradient,
    Normalisation,
    NotANumber,
    NotGated,
    NotScaledUp,
    NotTransposed,
    OfAnotherShape,
    OneEntryWrong,
    Rectifier,
    Returnless,
    SlightlyTooMuch,
    Stairs,
    ToEveryTie,
    ToTheSecond,
    Unlisted,
    WithoutMeanAndVariancePaths,
    WithoutMeanPath,
    ZeroGradient,
)

RNG = np.random.default_rng(0)
PICTURES = RNG.standard_normal((2, 5, 6, 2))
ROWS = RNG.standard_normal((3, 4))


def check(layer, x, **options):
    return check_gradients(layer, x, rng=np.random.default_rng(5), **options)


RIGHT = [
    (Linear(), ROWS),
    (Rectifier(), PICTURES),
    (Convolution(), PICTURES),
    (Normalisation(), PICTURES),
    (Maximum(), ROWS),
    (Dropping(), ROWS),
    (Curved(), ROWS),
    (InPlace(), ROWS),
    (Chain(Linear(), Rectifier(), Linear(), Dropping(), Linear(), Maximum()), ROWS),
]
WRONG = [
    (HalfTooMuch(), ROWS, "weight"),
    (SlightlyTooMuch(), ROWS, "weight"),
    (MeanOverTheBatch(), ROWS, "bias"),
    (NotTransposed(), ROWS, "x"),
    (ZeroGradient(), ROWS, "weight"),
    (OneEntryWrong(), ROWS, "weight"),
    (NanGradient(), ROWS, "x"),
    (GatedByTheGradient(), PICTURES, "x"),
    (NotGated(), PICTURES, "x"),
    (GatedTheOtherWay(), PICTURES, "x"),
    (KernelNotFlipped(), PICTURES, "x"),
    (WithoutMeanAndVariancePaths(), PICTURES, "x"),
    (WithoutMeanPath(), PICTURES, "x"),
    (ToTheSecond(), ROWS, "x"),
    (NotScaledUp(), ROWS, "x"),
    (Chain(Linear(), Rectifier(), Linear(), NotScaledUp(), Linear()), ROWS, "x"),
    (Chain(NotGated(), Linear(), Rectifier(), Linear()), ROWS, "x"),
]


def of_kind(case):
    return type(case).__name__ if isinstance(case, Layer) else ""


@pytest.mark.parametrize(("layer", "x"), RIGHT, ids=of_kind)
def test_right_gradients_pass_without_exceptions(layer, x):
    result = check(layer, x)
    assert result.passed
    assert result.worst < 1e-8
    assert all(comparison.kinks == () for comparison in result.comparisons)
    assert [c.checked for c in result.comparisons] == [c.size for c in result.comparisons]


@pytest.mark.parametrize(("layer", "x", "name"), WRONG, ids=of_kind)
def test_wrong_gradients_are_found_and_named(layer, x, name):
    result = check(layer, x)
    assert not result.passed
    errors = {comparison.name: comparison.error for comparison in result.comparisons}
    assert not errors[name] <= 1e-7
    assert all(comparison.kinks == () for comparison in result.comparisons)
    assert "DISAGREE" in str(result)


@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
@pytest.mark.parametrize(("layer", "x", "name"), [WRONG[0], *WRONG[2:5]], ids=of_kind)
def test_wrong_gradients_are_found_whatever_the_size_of_the_input(layer, x, name, scale):
    assert not check(layer, scale * x).passed
    assert check(Linear(), scale * x).passed


def test_kinks_are_left_out_and_named():
    x = PICTURES.copy()
    x[0, 0, 0, 1] = x[1, 2, 3, 0] = 0
    result = check(Rectifier(), x)
    assert result.passed
    assert result.comparisons[0].kinks == ((0, 0, 0, 1), (1, 2, 3, 0))
    assert "less 2 at kinks: (0, 0, 0, 1), (1, 2, 3, 0)" in str(result)
    assert not check(NotGated(), x).passed


@pytest.mark.parametrize("distance", [3e-6, -3e-6, 1e-5 / 3, 5e-6, 9.9e-6, 3e-7, -6e-7])
def test_near_a_kink_smaller_steps_are_tried(distance):
    x = ROWS.copy()
    x[1, 2] = distance
    result = check(Rectifier(), x)
    assert result.passed
    assert result.comparisons[0].kinks == ()
    assert not check(NotGated(), x).passed


def test_kinks_inside_a_network_are_no_excuse():
    """Every unit of the first layer stands at the kink of the ReLU behind it."""
    first = Linear()
    first.own[1].value[:] = 0
    result = check(Chain(first, Rectifier(), Linear()), np.zeros((3, 4)))
    assert not result.passed
    assert "too few are left" in str(result)


@pytest.mark.parametrize("ties", [2, 3, 4])
def test_ties_are_left_out_but_the_gradient_must_be_given_once(ties):
    x = ROWS.copy()
    x[0, :ties] = 9.0
    x[2, :2] = 7.0
    right, wrong = check(Maximum(), x), check(ToEveryTie(), x)
    assert len(right.comparisons[0].kinks) == ties + 2
    assert right.comparisons == check(Maximum(), x).comparisons
    assert wrong.comparisons[0].kinks == right.comparisons[0].kinks
    assert right.worst < 1e-8
    assert wrong.worst > 1e-3
    together = ", ".join(f"(0, {i})" for i in range(ties))
    assert f"most at ({together}): backward gives" in str(wrong)


def test_where_all_is_kinks_nothing_passes():
    result = check(NotGated(), np.zeros((2, 3)))
    assert not result.passed
    assert not check(Rectifier(), np.zeros((2, 3))).passed
    assert "give x at random" in str(result)


def test_noise_is_no_excuse():
    assert not check(Stairs(), ROWS).passed


def test_a_gradient_that_is_truly_zero_agrees_with_rounding():
    """What is added before the mean is taken off has no influence."""

    class Centred(Linear):
        def forward(self, x, training=False):
            y = super().forward(x)
            return (y - y.mean(axis=0)) * 3

        def backward(self, dy):
            return super().backward(3 * (dy - dy.mean(axis=0)))

    assert check(Centred(), ROWS).passed


def test_where_all_slopes_are_zero_the_report_says_so():
    assert "all slopes are 0" in str(check(Rectifier(), -np.abs(ROWS)))
    assert "all slopes are 0" not in str(check(Rectifier(), ROWS))


def test_evaluation_is_another_pass_than_training():
    class WrongInTraining(Dropping):
        def forward(self, x, training=False):
            self.training = training
            return super().forward(x, training)

        def backward(self, dy):
            return super().backward(dy) * (2 if self.training else 1)

    assert not check(WrongInTraining(), ROWS).passed
    assert check(WrongInTraining(), ROWS, training=False).passed


def test_a_sample_of_the_entries():
    result = check(Convolution(), PICTURES, samples=7)
    assert result.passed
    assert [(c.name, c.checked, c.size) for c in result.comparisons] == [
        ("x", 7, 120),
        ("kernel", 7, 54),
    ]
    assert "7 of 120 entries" in str(result)
    assert not check(KernelNotFlipped(), PICTURES, samples=7).passed
    assert check(Linear(), ROWS, samples=10**6).passed


@pytest.mark.parametrize("fails", [False, True])
def test_the_layer_stays_as_it_is(fails):
    layer = Chain(Linear(), Dropping(), Linear())
    for parameter in layer.own:
        parameter.grad = np.full(parameter.value.shape, 7, np.float32)
    arrays = [parameter.value for parameter in layer.own]
    before = [array.tobytes() for array in arrays]
    drawn = repr(layer.layers[1].rng.bit_generator.state)
    x = ROWS.copy()
    x.flags.writeable = False
    if fails:
        with pytest.raises(ValueError, match="matmul"):
            check(layer, x[:, :3])
    else:
        assert check(layer, x).passed
    for parameter, array, old in zip(layer.own, arrays, before, strict=True):
        assert parameter.value is array
        assert array.dtype == np.float32
        assert array.tobytes() == old
        assert (parameter.grad == 7).all()
    assert repr(layer.layers[1].rng.bit_generator.state) == drawn
    np.testing.assert_array_equal(x, ROWS)


def test_the_report():
    x = ROWS.copy()
    text = str(check(HalfTooMuch(), x)).splitlines()
    assert text[0] == "gradients DISAGREE: worst relative error 2.0e-01, tolerance 1e-07"
    wrong = re.fullmatch(
        r"weight  2\.0e-01  16 of 16 entries; "
        r"most at \(\d, \d\): backward gives (\S+), the slope is (\S+)",
        text[2],
    )
    assert float(wrong[1]) == pytest.approx(1.5 * float(wrong[2]), rel=1e-2)
    assert str(check(Linear(), x)).startswith("gradients agree: worst relative error ")


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (lambda: check(InFloat32(), ROWS), TypeError, ("InFloat32", "float32", "dtype of x")),
        (lambda: check(Returnless(), ROWS), TypeError, ("Returnless", "None", "return")),
        (lambda: check(GivesAList(), ROWS), ValueError, ("GivesAList", "(3, 4)", "(2,)")),
        (lambda: check(Linear, ROWS), TypeError, ("layer is the class Linear", "Dense(10)")),
        (lambda: numerical_gradient(3, ROWS), TypeError, ("function is 3", "such as np.sin")),
        (lambda: check(NotANumber(), ROWS), ValueError, ("NaN or infinity", "other x")),
        (lambda: check(Unlisted(), ROWS), ValueError, ("second time", "generators()")),
        (lambda: check(OfAnotherShape(), ROWS), ValueError, ("x", "(3, 4)", "(4, 3)")),
        (lambda: check(NoGradient(), ROWS), ValueError, ("weight", "(4, 4)", "none")),
        (lambda: check(np.maximum, ROWS), TypeError, ("layer is", "Dense(10)")),
        (lambda: check(Linear(), "x"), TypeError, ("x holds text",)),
        (lambda: check(Linear(), ROWS, step=0), ValueError, ("step is 0", "> 0")),
        (lambda: check(Linear(), ROWS, samples=0), ValueError, ("samples is 0", "≥ 1")),
        (lambda: check(Linear(), ROWS, tolerance=-1), ValueError, ("tolerance is -1",)),
        (lambda: check(Linear(), ROWS, training=1), TypeError, ("training is 1",)),
        (
            lambda: check_gradients(Linear(), ROWS, rng=0),
            TypeError,
            ("rng is 0", "np.random.default_rng(0)"),
        ),
        (
            lambda: numerical_gradient(np.sin, ROWS),
            ValueError,
            ("dy has shape ()", "(3, 4)", "np.ones((3, 4))"),
        ),
        (lambda: numerical_gradient(np.sin, 1.0, step=-1), ValueError, ("step is -1",)),
    ],
)
def test_errors(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    assert [part for part in parts if part not in str(caught.value)] == []


def test_numerical_gradient_of_functions():
    x, dy = ROWS, np.random.default_rng(6).standard_normal((3, 4))
    np.testing.assert_allclose(numerical_gradient(np.sin, x, dy), dy * np.cos(x), rtol=1e-8)
    np.testing.assert_allclose(
        numerical_gradient(lambda w: x @ w, np.zeros((4, 2)), np.ones((3, 2))),
        x.T @ np.ones((3, 2)),
        rtol=1e-8,
    )
    assert numerical_gradient(np.abs, [0.0], [1.0]) == pytest.approx([0.0], abs=1e-9)
    np.testing.assert_allclose(numerical_gradient(lambda x: x.copy(), [1000], [2.0]), [2.0])
