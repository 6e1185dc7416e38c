"""Notebook 09, Designing a network: shapes, parameters and work by hand, and a design."""

from typing import Any

from cnnkit.course.compare import brief
from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.designing_a_network.multiply_adds import MULTIPLY_ADDS
from cnnkit.course.mistakes.designing_a_network.network import NETWORK
from cnnkit.course.mistakes.designing_a_network.parameters import PARAMETERS
from cnnkit.course.mistakes.designing_a_network.shape_trace import SHAPE_TRACE
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.designing_a_network import (
    QUESTIONS,
    QUIZ,
    a_larger_image,
    half_and_double,
    where_the_parameters_are,
    where_the_work_is,
)
from cnnkit.course.solutions import designing_a_network as solutions
from cnnkit.course.verdict import Case
from cnnkit.layers.notation import TUTORIAL_NETWORK, network_of, parts_of

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "a_larger_image",
    "half_and_double",
    "multiply_adds",
    "network",
    "parameters",
    "progress",
    "quiz",
    "shape_trace",
    "where_the_parameters_are",
    "where_the_work_is",
]

IMAGE, CLASSES = (32, 32, 3), 10
BUDGET = 20_000
PIXELS_SEEN = 18

shape_trace = Exercise(
    name="shape_trace",
    task=(
        "Write `shape_trace(shape, layers)`: a list with the output shape of each layer, as tuples "
        "(H, W, C). A row of n numbers counts as one pixel with n channels: (1, 1, n).\n\n"
        "A layer is one of these tuples; a convolution has no padding and stride 1, and pooling "
        "windows stand side by side:\n\n"
        '    ("conv", filters, k)        ("relu",)\n'
        '    ("max pool", k)             ("global average pool",)\n'
        '    ("flatten",)                ("dense", units)'
    ),
    reference=solutions.shape_trace,
    cases=(
        Case(((5, 7, 3), [("conv", 4, 3)]), "one convolution"),
        Case(((6, 8, 2), [("max pool", 2)]), "one pooling"),
        Case(((5, 7, 3), [("max pool", 2)]), "a pooling that leaves a row and a column over"),
        Case(((4, 6, 2), [("relu",)]), "a ReLU"),
        Case(((2, 3, 4), [("flatten",), ("dense", 5)]), "flatten and a dense layer"),
        Case(((4, 6, 5), [("global average pool",)]), "a global average"),
        Case(((9, 12, 3), [("conv", 4, 2), ("max pool", 3)]), "a convolution and a pooling"),
        Case((IMAGE, list(TUTORIAL_NETWORK)), "the twelve layers of the notebook"),
    ),
    misconceptions=tuple(map(mistake, SHAPE_TRACE)),
    rtol=0,
    atol=0,
    hints=(
        "Keep `height`, `width` and `channels` in three variables. Each layer changes some of "
        "them, and then you append all three.",
        "Ask of every kind: what does it do to the rows and columns, and what to the channels? "
        "Pooling keeps the channels, a convolution sets them, flatten puts everything into them.",
        "A loop with `kind, *numbers` takes a tuple apart:\n\n"
        "    for kind, *numbers in layers:\n"
        '        if kind == "conv":\n'
        "            filters, k = numbers\n"
        "            height, width, channels = height - k + 1, width - k + 1, filters",
    ),
    afterword=(
        "Height and width change by the window, channels by the filters; only flatten mixes the "
        "three."
    ),
)

COUNTED = (
    Case(((5, 7, 1), ("conv", 1, 3)), "one filter on one channel"),
    Case(((5, 7, 3), ("conv", 4, 3)), "four filters on three channels"),
    Case(((7, 5, 8), ("conv", 2, 1)), "two filters of 1×1"),
    Case(((2, 3, 4), ("dense", 5)), "flatten and a dense layer"),
    Case(((1, 1, 24), ("dense", 5)), "a dense layer behind flatten"),
    Case(((6, 8, 16), ("max pool", 2)), "a pooling"),
    Case(((6, 8, 16), ("relu",)), "a ReLU"),
    Case(((15, 15, 32), ("conv", 64, 3)), "the second convolution of the notebook"),
    Case(((4, 4, 64), ("dense", 64)), "the largest layer of the notebook"),
)

parameters = Exercise(
    name="parameters",
    task=(
        "Write `parameters(shape, layer)`: how many numbers a layer learns, weights and biases, "
        "if it is given an input of `shape` (H, W, C).\n\n"
        'The layer is `("conv", filters, k)`, `("dense", units)`, `("max pool", k)` or '
        '`("relu",)`. A dense layer reads every number of its input, as if flatten stood before it.'
    ),
    reference=solutions.parameters,
    cases=COUNTED,
    misconceptions=tuple(map(mistake, PARAMETERS)),
    rtol=0,
    atol=0,
    hints=(
        "Count one filter first: how many weights does it have, if it reaches through all the "
        "channels? And what does it add at the end?",
        "A unit of a dense layer is like a filter that is as large as its whole input: one weight "
        "for every number, and one bias.",
        "One filter learns k·k·C + 1 numbers. Then count the filters:\n\n"
        "    return (k * k * channels + 1) * filters",
    ),
    afterword=(
        "Height and width of the image appear in the count of the dense layer only. That is why a "
        "convolution can be put in front of any image, and a dense layer cannot."
    ),
)

multiply_adds = Exercise(
    name="multiply_adds",
    task=(
        "Write `multiply_adds(shape, layer)`: how many products with weights a layer computes for "
        "one input of `shape` (H, W, C). The layers are written as in `parameters`; a convolution "
        "has no padding and stride 1. Biases, ReLU and pooling count nothing."
    ),
    reference=solutions.multiply_adds,
    cases=COUNTED,
    misconceptions=tuple(map(mistake, MULTIPLY_ADDS)),
    rtol=0,
    atol=0,
    hints=(
        "How many numbers come out, and how many products does each of them take?",
        "A convolution gives out H'·W'·F numbers, and each is a sum over a window through all the "
        "channels. A dense layer uses each of its weights once.",
        "With the size of the map:\n\n"
        "    rows, columns = height - k + 1, width - k + 1\n"
        "    return rows * columns * k * k * channels * filters",
    ),
    afterword=(
        "Every weight of a convolution works H'·W' times for an image, every weight of a dense "
        "layer once. So the weights sit at one end of a network, and the work at the other."
    ),
)


def requirement_met(layers: Any, requirement: str) -> str:
    """Say "yes" if a network meets a requirement, else why not."""
    model = network_of(layers)
    kinds = [parts_of(layer)[0] for layer in layers]
    try:
        summary = model.summary(IMAGE)
    except ValueError as error:
        return f"no: {error}" if requirement == "fits" else "no: a layer does not fit"
    shape = summary.rows[-1].output_shape
    windows = [
        row.receptive_field or (0, 0)
        for row, kind in zip(summary.rows, kinds, strict=True)
        if kind in ("conv", "max pool", "average pool")
    ]
    sees = min(windows[-1]) if windows else 1
    complaints = {
        "fits": "",
        "ten numbers": "" if shape == (CLASSES,) else f"{shape} comes out",
        "ends without ReLU": _behind_the_last_weights(kinds),
        "small": (
            "" if summary.parameters < BUDGET else f"it has {summary.parameters:,} parameters"
        ),
        "two convolutions": "" if kinds.count("conv") >= 2 else f"it has {kinds.count('conv')}",
        "ReLU between": _neighbours(kinds),
        "sees": "" if sees >= PIXELS_SEEN else f"its last windows see {sees} pixels a side",
    }
    return f"no: {complaints[requirement]}" if complaints[requirement] else "yes"


def _behind_the_last_weights(kinds: list[str]) -> str:
    """Object to a ReLU behind the last layer with weights."""
    last = max((place for place, kind in enumerate(kinds) if kind in ("conv", "dense")), default=0)
    return f"a ReLU stands behind the last {kinds[last]}" if "relu" in kinds[last:] else ""


def _neighbours(kinds: list[str]) -> str:
    """Name two layers with weights that no ReLU divides."""
    before = ""
    for kind in kinds:
        if kind in ("conv", "dense"):
            if before:
                return f"{before} and {kind} follow each other"
            before = kind
        elif kind == "relu":
            before = ""
    return ""


def objection(layers: Any) -> str:
    """Object to what is not a list of layers."""
    if not isinstance(layers, list | tuple) or not layers:
        return (
            'A list of layers is asked for, such as `[("conv", 8, 3), ("relu",)]`, and you gave '
            f"{brief(layers)}."
        )
    for layer in layers:
        try:
            parts_of(layer)
        except ValueError as error:
            return f"In your list {error}."
    return ""


network = Exercise(
    name="network",
    task=(
        f"Design a network for images of 32 × 32 × 3 and ten classes with fewer than {BUDGET:,} "
        "parameters. It has at least two convolutions, a ReLU between any two layers with weights "
        "and none behind the last of them, and ten logits at the end. Its last windows (of the "
        "last convolution or pooling) see "
        f"at least {PIXELS_SEEN} × {PIXELS_SEEN} pixels.\n\n"
        'Write it as a list of tuples: `("conv", filters, k)`, `("relu",)`, `("max pool", k)`, '
        '`("average pool", k)`, `("global average pool",)`, `("flatten",)`, `("dense", units)`. '
        'A convolution may be `("conv", filters, k, "same")` or have a stride: '
        '`("conv", filters, k, stride)`.'
    ),
    reference=[
        *(("conv", 16, 3), ("relu",), ("max pool", 2)),
        *(("conv", 24, 3), ("relu",), ("max pool", 2)),
        *(("conv", 32, 3), ("relu",)),
        *(("global average pool",), ("dense", 10)),
    ],
    source=(
        "network = [\n"
        '    ("conv", 16, 3), ("relu",), ("max pool", 2),\n'
        '    ("conv", 24, 3), ("relu",), ("max pool", 2),\n'
        '    ("conv", 32, 3), ("relu",),\n'
        '    ("global average pool",), ("dense", 10),\n'
        "]\n"
    ),
    cases=(
        Case(("fits",), "every layer can take what the one before it gives"),
        Case(("ten numbers",), "ten numbers come out"),
        Case(("ends without ReLU",), "nothing cuts the logits off"),
        Case(("small",), f"fewer than {BUDGET:,} parameters"),
        Case(("two convolutions",), "at least two convolutions"),
        Case(("ReLU between",), "a ReLU between any two layers with weights"),
        Case(("sees",), f"the last windows see at least {PIXELS_SEEN} × {PIXELS_SEEN} pixels"),
    ),
    misconceptions=NETWORK,
    observe=requirement_met,
    objection=objection,
    hints=(
        "Begin with the twelve layers of the notebook: they meet everything but the budget. "
        "Which of them has most of the parameters?",
        "Two ways lead out: fewer numbers into the first dense layer, or none at all behind a "
        "global average. Fewer filters help as well, twice each.",
        "With global average pooling the end costs C·10 + 10. What is left is for three "
        "convolutions, whose counts you know:\n\n"
        "    (9 * 3 + 1) * a  +  (9 * a + 1) * b  +  (9 * b + 1) * c  +  (c + 1) * 10",
    ),
    afterword=(
        "There are thousands of right answers. Which of them learns best no count can say: that "
        "takes data, and several seeds."
    ),
)

EXERCISES = (shape_trace, parameters, multiply_adds, network)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
