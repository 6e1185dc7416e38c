"""Bad calls of the losses: each error names the argument and its value, and what would work."""

import math

import numpy as np
import pytest

from cnnkit import functional

NAN = math.nan
LOGITS = np.zeros((2, 3))


@pytest.mark.parametrize(
    ("arguments", "given_options", "error", "parts"),
    [
        ((np.ones(3), 1), {}, ValueError, ["logits has shape (3,)", "(N, C)"]),
        ((np.ones((0, 3)), []), {}, ValueError, ["logits has shape (0, 3)", "such as (1, 10)"]),
        (("a", [1]), {}, TypeError, ["logits holds text"]),
        ((LOGITS, [0, 3]), {}, ValueError, ["labels holds 3", "3 classes", "from 0 to 2"]),
        ((LOGITS, [-1, 0]), {}, ValueError, ["labels holds -1", "from 0 to 2"]),
        ((LOGITS, [0.0, 1.0]), {}, TypeError, ["labels holds float64", "labels.astype(int)"]),
        ((LOGITS, [True, False]), {}, TypeError, ["labels holds bool", "labels.astype(int)"]),
        ((LOGITS, ["cat", "dog"]), {}, TypeError, ["labels holds text", "class numbers"]),
        ((LOGITS, None), {}, TypeError, ["labels holds Python objects", "class numbers"]),
        ((LOGITS, np.eye(3)[:2]), {}, ValueError, ["one-hot", "labels.argmax(axis=-1)"]),
        ((LOGITS, [0]), {}, ValueError, ["labels has shape (1,)", "(2, 3)", "of shape (2,)"]),
        ((LOGITS, [[0], [1]]), {}, ValueError, ["labels has shape (2, 1)", "of shape (2,)"]),
        ((LOGITS, [0, 1]), {"weight": [1, 1]}, ValueError, ["weight has shape (2,)", "np.ones(3)"]),
        ((LOGITS, [0, 1]), {"weight": 1}, ValueError, ["weight has shape ()", "np.ones(3)"]),
        ((LOGITS, [0, 1]), {"weight": [1, -1, 1]}, ValueError, ["weight holds -1", "≥ 0"]),
        ((LOGITS, [0, 1]), {"weight": [1, NAN, 1]}, ValueError, ["weight holds nan", "≥ 0"]),
        ((LOGITS, [0, 0]), {"weight": [0, 1, 1]}, ValueError, ["weight is 0", 'reduction="sum"']),
        ((LOGITS, [0, 1]), {"label_smoothing": 1.1}, ValueError, ["label_smoothing is 1.1", "≤ 1"]),
        ((LOGITS, [0, 1]), {"label_smoothing": None}, TypeError, ["label_smoothing", "such as"]),
        ((LOGITS, [0, 1]), {"reduction": "avg"}, ValueError, ["reduction is 'avg'", '"mean"']),
    ],
)
def test_errors_of_cross_entropy_teach(arguments, given_options, error, parts):
    for function in (functional.cross_entropy, functional.cross_entropy_backward):
        with pytest.raises(error) as caught:
            function(*arguments, **given_options)
        for part in parts:
            assert part in str(caught.value)


@pytest.mark.parametrize(
    ("call", "error", "parts"),
    [
        (
            lambda: functional.cross_entropy_backward(LOGITS, [0, 1], dloss=NAN),
            ValueError,
            ["dloss is nan", "such as 1"],
        ),
        (
            lambda: functional.cross_entropy_backward(LOGITS, [0, 1], dloss=[1, 1]),
            TypeError,
            ["dloss is [1, 1]", "such as 1"],
        ),
        (
            lambda: functional.cross_entropy_backward(
                LOGITS, [0, 1], reduction="none", dloss=np.ones(3)
            ),
            ValueError,
            ["dloss has shape (3,)", "such as np.ones((2,))"],
        ),
        (
            lambda: functional.binary_cross_entropy([[0.5]], [1]),
            ValueError,
            ["targets has shape (1,)", "logits has shape (1, 1)", "use a target of shape (1, 1)"],
        ),
        (
            lambda: functional.binary_cross_entropy([0.5, 2.0], [0, 2]),
            ValueError,
            ["targets holds 2", "from 0 to 1", "such as 1"],
        ),
        (
            lambda: functional.binary_cross_entropy_backward([0.5], [-0.5]),
            ValueError,
            ["targets holds -0.5", "from 0 to 1"],
        ),
        (
            lambda: functional.binary_cross_entropy_backward([0.5], [0.5], dloss="1"),
            TypeError,
            ["dloss is '1'", "such as 1"],
        ),
        (
            lambda: functional.mean_squared_error(np.ones((3, 1)), np.ones(3)),
            ValueError,
            ["target has shape (3,)", "y has shape (3, 1)", "use a target of shape (3, 1)"],
        ),
        (
            lambda: functional.mean_squared_error([], []),
            ValueError,
            ["y has shape (0,)", "such as [0.5]"],
        ),
        (
            lambda: functional.mean_squared_error_backward([1], ["a"]),
            TypeError,
            ["target holds text", "such as 0.5"],
        ),
    ],
)
def test_the_error_teaches(call, error, parts):
    with pytest.raises(error) as caught:
        call()
    for part in parts:
        assert part in str(caught.value)
