"""Notebook 16, Famous architectures: what each of them brought, counted and tried out."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.famous_architectures.inception_cost import INCEPTION_COST
from cnnkit.course.mistakes.famous_architectures.residual_backward import RESIDUAL_BACKWARD
from cnnkit.course.mistakes.famous_architectures.residual_forward import RESIDUAL_FORWARD
from cnnkit.course.mistakes.famous_architectures.squeeze_excite import SQUEEZE_EXCITE
from cnnkit.course.mistakes.famous_architectures.stack_cost import STACK_COST
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.famous_architectures import (
    QUESTIONS,
    QUIZ,
    a_tenth,
    body_of_zeros,
    deeper_on_training_data,
    first_layer_too,
    one_block_less,
)
from cnnkit.course.solutions import famous_architectures as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "a_tenth",
    "body_of_zeros",
    "deeper_on_training_data",
    "first_layer_too",
    "inception_cost",
    "one_block_less",
    "progress",
    "quiz",
    "residual_backward",
    "residual_forward",
    "squeeze_excite",
    "stack_cost",
]


def _numbers(*shape: int) -> np.ndarray:
    """Make an array without any symmetry, of small numbers of both signs."""
    count = np.arange(np.prod(shape))
    return ((count**2 % 11 - count % 4 - 3) / 2).reshape(shape).astype(float)


stack_cost = Exercise(
    name="stack_cost",
    task=(
        "Write `stack_cost(k, layers, channels, filters)`: the receptive field (one number, such "
        "as 5 for 5×5) and the parameters of a stack of k×k convolutions with stride 1. `channels` "
        "go into the first layer; every layer has as many filters as `filters` says, each with a "
        "bias. Return (field, parameters)."
    ),
    reference=solutions.stack_cost,
    cases=(
        Case((3, 2, 1, 1), "two layers of 3×3, one channel, one filter"),
        Case((5, 1, 1, 1), "one layer of 5×5, one channel, one filter"),
        Case((3, 2, 4, 4), "two layers of 3×3, four channels in and out"),
        Case((3, 3, 2, 5), "three layers of 3×3, two channels in, five filters"),
        Case((7, 1, 3, 64), "the first layer of ResNet"),
        Case((3, 3, 3, 64), "what ResNet-D puts in its place, with 64 filters each"),
    ),
    misconceptions=tuple(map(mistake, STACK_COST)),
    hints=(
        "Go through the layers one by one, in a loop. What does each add to the field, and what to "
        "the parameters?",
        "A k×k window at stride 1 adds k − 1 to the field, which begins at 1. A layer has k·k·"
        "(channels that go in)·(filters) weights, and a bias for each filter.",
        "After the first layer the channels that go in are the filters of the layer before:\n\n"
        "    field += k - 1\n"
        "    parameters += k * k * channels * filters + filters\n"
        "    channels = filters",
    ),
    afterword="Three 3×3 see what a 7×7 sees. Which is cheaper depends on what goes in.",
)

inception_cost = Exercise(
    name="inception_cost",
    task=(
        "Write `inception_cost(channels, ones, reduce3, threes, reduce5, fives, pooled)`: how many "
        "channels come out of an inception module, and how many parameters it has, with a bias for "
        "each filter. Four branches read the same `channels`:\n\n"
        "    1×1 with ones filters\n"
        "    1×1 with reduce3 filters, then 3×3 with threes\n"
        "    1×1 with reduce5 filters, then 5×5 with fives\n"
        "    a pooling that keeps the channels, then 1×1 with pooled filters\n\n"
        "Their maps are laid one behind the other. Return (channels out, parameters)."
    ),
    reference=solutions.inception_cost,
    cases=(
        Case((2, 3, 1, 4, 1, 2, 1), "two channels in, and few filters"),
        Case((10, 1, 2, 3, 4, 5, 6), "ten channels in, every number another"),
        Case((192, 64, 96, 128, 16, 32, 32), "GoogLeNet's first module, 3a"),
        Case((832, 384, 192, 384, 48, 128, 128), "its last one, 5b"),
    ),
    misconceptions=tuple(map(mistake, INCEPTION_COST)),
    hints=(
        "Six convolutions have parameters, the pooling has none. Four of the six end a branch, and "
        "their filters make the output.",
        "A k×k convolution with F filters on C channels has k·k·C·F + F parameters. Write that as "
        "a small function of k, C and F, and call it six times.",
        "The 3×3 reads what the 1×1 before it makes, not what comes into the module:\n\n"
        "    convolution(1, channels, reduce3) + convolution(3, reduce3, threes)",
    ),
    afterword="For 3a it is 256 channels and 163,696 parameters. Nine modules make GoogLeNet.",
)

RESIDUAL_CASES = (
    (np.array([[1.0, 2.0]]), np.array([[1.0], [-2.0]]), np.array([[3.0, 1.0]])),
    (np.array([[2.0, 1.0]]), np.array([[1.0], [1.0]]), np.array([[-2.0, 1.0]])),
    (_numbers(3, 2), _numbers(2, 4), _numbers(4, 2)),
    (-_numbers(4, 3), _numbers(3, 2), -_numbers(2, 3)),
)
"""x, w1 and w2: the inner gate shut, the last gate shut for one number, and more of both."""

LABELS = (
    "one row of two numbers; the inner ReLU gives 0",
    "one row, and a body that takes one number below 0",
    "three rows, a wider body",
    "four rows, a narrower body",
)

residual_forward = Exercise(
    name="residual_forward",
    task=(
        "Write `residual_forward(x, w1, w2)` for x (N, C), w1 (C, U) and w2 (U, C):\n\n"
        "    y = relu(x + relu(x @ w1) @ w2)\n\n"
        "The body is two layers with a ReLU between them, and x is added to what it makes. (With "
        "the pixels of maps as rows it is a block of two 1×1 convolutions.)"
    ),
    reference=solutions.residual_forward,
    cases=tuple(Case(case, label) for case, label in zip(RESIDUAL_CASES, LABELS, strict=True)),
    misconceptions=tuple(map(mistake, RESIDUAL_FORWARD)),
    hints=(
        "Work from the inside of the formula outwards: the first layer, its ReLU, the second "
        "layer. What comes out has the shape of x.",
        "`np.maximum(z, 0)` is a ReLU. The second layer has none of its own: first the addition, "
        "then the last ReLU.",
        "Keep x as it came in until the end:\n\n"
        "    body = np.maximum(x @ w1, 0) @ w2\n"
        "    return np.maximum(x + body, 0)",
    ),
    afterword="With w2 = 0 it gives relu(x): a block that does nothing to what a ReLU made.",
)

UPSTREAM = (
    np.array([[5.0, -3.0]]),
    np.array([[5.0, -3.0]]),
    _numbers(3, 2)[::-1] + 0.25,
    _numbers(4, 3)[::-1] - 0.25,
)
"""The gradients that arrive."""

residual_backward = Exercise(
    name="residual_backward",
    task=(
        "Write `residual_backward(dy, x, w1, w2)`: the gradient of x, (N, C), given the gradient "
        "dy of what your forward pass returns, y = relu(x + relu(x @ w1) @ w2). The weights' own "
        "gradients are not asked for."
    ),
    reference=solutions.residual_backward,
    cases=tuple(
        Case((dy, *case), label)
        for dy, case, label in zip(UPSTREAM, RESIDUAL_CASES, LABELS, strict=True)
    ),
    misconceptions=tuple(map(mistake, RESIDUAL_BACKWARD)),
    hints=(
        "Go forwards once more and keep what the two ReLUs are given. Then go backwards: the last "
        "ReLU first. Which numbers open its gate?",
        "What has passed the last gate arrives at the plus sign, and goes on along both ways. "
        "Through the body: `@ w2.T`, the inner gate, `@ w1.T` (notebook 10).",
        "The shares of the two ways add up:\n\n"
        "    dtotal = dy * (total > 0)\n"
        "    dhidden = (dtotal @ w2.T) * (hidden > 0)\n"
        "    return dtotal + dhidden @ w1.T",
    ),
    afterword="`dtotal` comes back as it is, whatever the weights are. That is the shortcut.",
)

squeeze_excite = Exercise(
    name="squeeze_excite",
    task=(
        "Write `squeeze_excite(x, w1, w2)` for maps x (N, H, W, C), w1 (C, U) and w2 (U, C). "
        "Squeeze: the mean of each map, for each image. Excite: a dense layer w1, ReLU, a "
        "dense layer w2, sigmoid: a number from 0 to 1 for each channel. Multiply every map by "
        "its number. (No biases here.)"
    ),
    reference=solutions.squeeze_excite,
    cases=(
        Case(
            (
                np.array([[[[1.0, 4.0], [3.0, -2.0]]]]),
                np.array([[1.0], [-2.0]]),
                np.array([[0.5, -1.0]]),
            ),
            "one image of 1 × 2 with two channels",
        ),
        Case(
            (_numbers(2, 3, 2, 3), _numbers(3, 2) / 2, _numbers(2, 3) / 2),
            "two images of 3 × 2 with three channels",
        ),
        Case(
            (-_numbers(3, 2, 4, 4), _numbers(4, 2) / 2, -_numbers(2, 4) / 2),
            "three images of 2 × 4 with four channels",
        ),
    ),
    misconceptions=tuple(map(mistake, SQUEEZE_EXCITE)),
    hints=(
        "Four steps: means, scores, weights, product. After the first you have (N, C) numbers: "
        "over which axes is the mean?",
        "The sigmoid of z is `1 / (1 + np.exp(-z))`. It takes each score by itself.",
        "Weights (N, C) meet maps (N, H, W, C) when they have two axes of length 1 in between:\n\n"
        "    return x * weights[:, None, None, :]",
    ),
    afterword="The weights depend on the image: a channel may matter in one, and not in another.",
)

EXERCISES = (stack_cost, inception_cost, residual_forward, residual_backward, squeeze_excite)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
