"""The reference solutions of notebook 09 against cnnkit's layers, and the numbers of its prose."""

import numpy as np
import pytest

from cnnkit.course.lessons import designing_a_network as lesson
from cnnkit.layers.notation import TUTORIAL_NETWORK, layer_of, network_of

NETWORKS = {
    "tutorial": ((32, 32, 3), TUTORIAL_NETWORK),
    "not square": ((40, 53, 1), TUTORIAL_NETWORK),
    "averaged": (
        (17, 30, 2),
        (("conv", 5, 4), ("relu",), ("max pool", 3), ("global average pool",), ("dense", 7)),
    ),
    "pooled first": ((9, 14, 3), (("max pool", 2), ("conv", 4, 1), ("flatten",), ("dense", 3))),
}


def as_row(shape):
    return (1, 1, *shape) if len(shape) == 1 else shape


@pytest.mark.parametrize(("shape", "layers"), NETWORKS.values(), ids=list(NETWORKS))
def test_trace_and_counts_agree_with_the_library(shape, layers):
    rows = network_of(layers).summary(shape).rows
    traced = lesson.shape_trace.reference(shape, list(layers))
    assert traced == [as_row(row.output_shape) for row in rows]
    for given, layer, row in zip([shape, *traced[:-1]], layers, rows, strict=True):
        assert lesson.parameters.reference(given, layer) == row.parameters
        assert lesson.multiply_adds.reference(given, layer) == row.multiply_adds


def test_a_built_layer_has_as_many_parameters():
    rng = np.random.default_rng(0)
    for shape, layer in (((5, 7, 3), ("conv", 4, 3)), ((24,), ("dense", 5))):
        built = layer_of(layer)
        built.build(shape, rng)
        sizes = sum(parameter.value.size for parameter in built.parameters())
        assert lesson.parameters.reference(as_row(shape), layer) == sizes


# The one exercise that is judged by what a value does.

DESIGNS = {
    "stride for pooling": [
        *(("conv", 16, 5, 2, "same"), ("relu",), ("conv", 24, 3, 2, "same"), ("relu",)),
        *(("conv", 32, 3, "same"), ("relu",), ("average pool", 4), ("flatten",), ("dense", 10)),
    ],
    "no dense layer": [
        *(("conv", 16, 5), ("relu",), ("max pool", 2), ("conv", 16, 5), ("relu",)),
        *(("max pool", 2), ("conv", 10, 1), ("average pool", 5), ("flatten",)),
    ],
    "as lists": [list(layer) for layer in lesson.network.reference],
    "as a tuple": tuple(lesson.network.reference),
}


@pytest.mark.parametrize("design", DESIGNS.values(), ids=list(DESIGNS))
def test_any_network_that_meets_the_requirements_is_right(design):
    assert lesson.network.check(design)


NO_DESIGNS = {
    "the tutorial's": (TUTORIAL_NETWORK, "over the budget"),
    "a dense layer on maps": ([("conv", 4, 3), ("relu",), ("dense", 10)], "a layer does not fit"),
    "maps come out": ([("conv", 10, 3)], "not one number for each class"),
    "no layer with weights": ([("flatten",)], "not one number for each class"),
    "dense only": ([("flatten",), ("dense", 5), ("relu",), ("dense", 10)], "a single convolution"),
}


@pytest.mark.parametrize(("design", "name"), NO_DESIGNS.values(), ids=list(NO_DESIGNS))
def test_designs_that_do_not_are_told_why(design, name):
    verdict = lesson.network.check(list(design))
    assert verdict.kind == "wrong"
    assert verdict.mistake == name


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (5, "A list of layers is asked for"),
        ("conv", "A list of layers is asked for"),
        ([], "A list of layers is asked for"),
        (network_of(TUTORIAL_NETWORK), "A list of layers is asked for"),
        (np.ones((3, 3)), "A list of layers is asked for"),
        (["conv"], "is no layer"),
        ([("convolution", 8, 3)], "the kinds are conv"),
        ([("conv", 8)], '("conv", filters, kernel size)'),
        ([("dense", 10.0)], '("dense", units)'),
        (network_of, "A value is asked for"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_network_is_told(value, words):
    verdict = lesson.network.check(value)
    assert verdict.kind == "wrong"
    assert words in " ".join(str(verdict).split())


# Numbers that the notebook's prose, questions and explanations state.


def test_the_numbers_of_the_questions_are_right():
    rows = network_of(TUTORIAL_NETWORK).summary((32, 32, 3)).rows
    parameters = [row.parameters for row in rows if row.parameters]
    work = [row.multiply_adds for row in rows if row.multiply_adds]
    assert parameters == [896, 18_496, 36_928, 65_600, 650]
    assert 0.5 < 65_600 / sum(parameters) < 0.55
    assert 2 / 3 < max(work) / sum(work) < 0.7
    assert work.index(max(work)) == 1
    larger = network_of(TUTORIAL_NETWORK).summary((64, 64, 3)).rows
    assert [row.output_shape[0] for row in larger[:9:1] if row.kind != "ReLU"] == [
        *(62, 31, 29, 14, 12, 9216)
    ]
    assert 9_216 == 9 * 1_024
    assert 30 * 30 * 32 == 28_800
    assert 9 < 28_800 / (32 * 32 * 3) < 10
    assert 32**2 - 30**2 == 124


def test_an_image_of_thirty_leaves_nothing_over():
    sizes = [30]
    for k, s in ((3, 1), (2, 2), (3, 1), (2, 2), (3, 1)):
        assert (sizes[-1] - k) % s == 0
        sizes.append((sizes[-1] - k) // s + 1)
    assert sizes == [30, 28, 14, 12, 6, 4]
