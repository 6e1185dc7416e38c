"""The examples and relationships of Dumoulin and Visin's guide, arXiv:1603.07285."""

import json
from itertools import product
from pathlib import Path

import pytest

from cnnkit import shapes

GUIDE = json.loads(
    (Path(__file__).parents[1] / "reference" / "conv_arithmetic.json").read_text(encoding="utf-8")
)
FIGURES = {figure["figure"]: figure for figure in GUIDE["figure_examples"]}


def sizes(i, k, s=1, p=0, d=1):
    return shapes.output_size(i, k, stride=s, padding=p, dilation=d)


def transposed(i, k, s=1, p=0, a=0):
    return shapes.transposed_output_size(i, k, stride=s, padding=p, output_padding=a)


def test_all_figures_are_there():
    assert len(FIGURES) == 15


@pytest.mark.parametrize("name", FIGURES)
def test_the_sizes_of_the_figures(name):
    figure = FIGURES[name]
    arguments = figure["i"], figure["k"], figure["s"], figure["p"]
    if figure["kind"] == "conv":
        assert sizes(*arguments, figure["d"]) == figure["o"]
    else:
        assert transposed(*arguments, figure["output_padding"]) == figure["o"]
        direct = figure["equivalent_direct_conv"]
        sides = direct["p"], direct["p"] + direct["extra_bottom_right"]
        assert direct["stretched_input"] == (figure["i"] - 1) * figure["s"] + 1
        assert sizes(direct["stretched_input"], direct["k"], direct["s"], sides) == direct["o"]


# The relationship's assumption, what the package says, and what the guide says.
RELATIONSHIPS = {
    1: (lambda i, k, s, p: s == 1 and p == 0, sizes, lambda i, k, s, p: i - k + 1),
    2: (lambda i, k, s, p: s == 1, sizes, lambda i, k, s, p: i - k + 2 * p + 1),
    3: (lambda i, k, s, p: k % 2 and s == 1 and p == k // 2, sizes, lambda i, k, s, p: i),
    4: (lambda i, k, s, p: s == 1 and p == k - 1, sizes, lambda i, k, s, p: i + k - 1),
    5: (lambda i, k, s, p: p == 0, sizes, lambda i, k, s, p: (i - k) // s + 1),
    6: (lambda i, k, s, p: True, sizes, lambda i, k, s, p: (i + 2 * p - k) // s + 1),
    8: (lambda i, k, s, p: s == 1 and p == 0, transposed, lambda i, k, s, p: i + k - 1),
    9: (lambda i, k, s, p: s == 1, transposed, lambda i, k, s, p: i + k - 1 - 2 * p),
    10: (lambda i, k, s, p: k % 2 and s == 1 and p == k // 2, transposed, lambda i, k, s, p: i),
    11: (lambda i, k, s, p: s == 1 and p == k - 1, transposed, lambda i, k, s, p: i - k + 1),
    12: (lambda i, k, s, p: p == 0, transposed, lambda i, k, s, p: s * (i - 1) + k),
    13: (lambda i, k, s, p: True, transposed, lambda i, k, s, p: s * (i - 1) + k - 2 * p),
}


@pytest.mark.parametrize("number", RELATIONSHIPS)
def test_the_relationships_hold_for_all_small_numbers(number):
    assumption, size, formula = RELATIONSHIPS[number]
    checked = 0
    for i, k, s, p in product(range(1, 9), range(1, 6), range(1, 5), range(5)):
        expected = formula(i, k, s, p)
        if assumption(i, k, s, p) and expected >= 1 and k <= i + 2 * p:
            assert size(i, k, s, p) == expected
            checked += 1
    assert checked >= 20


def test_relationship_7_is_relationship_5_for_pooling():
    assert shapes.output_shape((7, 9), 3, stride=2) == (3, 4)


def test_relationship_14_the_output_padding_makes_up_for_what_the_stride_drops():
    for i, k, s, p in product(range(1, 12), range(1, 6), range(1, 5), range(3)):
        if k <= i + 2 * p:
            assert transposed(sizes(i, k, s, p), k, s, p, (i + 2 * p - k) % s) == i


def test_relationship_15_a_dilated_kernel_is_a_longer_one():
    for i, k, s, p, d in product(range(1, 14), range(1, 5), range(1, 4), range(3), range(1, 4)):
        longer = k + (k - 1) * (d - 1)
        if longer <= i + 2 * p:
            assert sizes(i, k, s, p, d) == sizes(i, longer, s, p)
