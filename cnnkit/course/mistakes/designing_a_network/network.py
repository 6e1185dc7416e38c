"""Mistakes known in `network` of notebook 09, told by the first requirement that is not met."""

from collections.abc import Callable
from typing import Any

from cnnkit.course.misconception import Misconception

Answers = tuple[Any, ...]  # fits, ten numbers, no ReLU at the end, small, two, ReLU between, sees
BLOCK = [("relu",), ("max pool", 2)]
ENDING = [("global average pool",), ("dense", 10)]


def first_missed(place: int) -> Callable[[Answers], bool]:
    """Return what recognises a network whose first unmet requirement stands at this place."""

    def recognises(answers: Answers) -> bool:
        met = [answer == "yes" for answer in answers]
        return all(met[:place]) and not met[place]

    return recognises


NETWORK = (
    Misconception(
        "a layer does not fit",
        [("conv", 8, 5), *BLOCK, ("conv", 8, 5), *BLOCK, ("conv", 8, 5), *BLOCK, *ENDING],
        "One of your layers cannot take what the one before it gives. Without padding every "
        "convolution takes k − 1 rows away and every pooling halves the rest; a dense layer wants "
        "a row of numbers. Trace the shapes up to the layer that is named: what arrives there?",
        first_missed(0),
    ),
    Misconception(
        "not one number for each class",
        [("conv", 8, 3), *BLOCK, ("conv", 16, 3), ("relu",), ("global average pool",)],
        "Your network does not end with one number for each of the ten classes. Usually the last "
        "layer is a dense one with as many units as there are classes. What is the output shape of "
        "your last layer?",
        first_missed(1),
    ),
    Misconception(
        "logits cut off",
        [("conv", 8, 3), *BLOCK, ("conv", 16, 3), ("relu",), *ENDING, ("relu",)],
        "You put a ReLU behind the last layer with weights, which sets every negative logit to 0. "
        "A class that is unlikely could not be told from one that is impossible, and no gradient "
        "would come back through the zeros. What should the softmax of the loss be given?",
        first_missed(2),
    ),
    Misconception(
        "over the budget",
        [("conv", 32, 3), *BLOCK, ("conv", 64, 3), *BLOCK, ("flatten",), ("dense", 10)],
        "Your network has too many parameters. Look at the table for the layer that holds most of "
        "them. If it is the dense layer behind flatten, give it fewer numbers (pool once more, or "
        "average each map); if it is a convolution, remember that filters count twice: here and in "
        "the next layer.",
        first_missed(3),
    ),
    Misconception(
        "a single convolution",
        [("conv", 8, 5), *BLOCK, ("max pool", 2), ("flatten",), ("dense", 10)],
        "Your network has fewer than two convolutions. One layer of small windows finds edges and "
        "spots; what is made of them takes a second layer that sees the first one's maps. Where in "
        "your list would another block of convolution and ReLU fit?",
        first_missed(4),
    ),
    Misconception(
        "two layers without a ReLU between",
        [("conv", 8, 3), ("conv", 16, 3), *BLOCK, ("conv", 16, 3), ("relu",), *ENDING],
        "Two of your layers with weights follow each other without a ReLU between them. If nothing "
        "lies between, a single such layer could compute the same (notebook 05), and you pay for "
        "two. A max pooling is a bend of its own, but here a ReLU is asked for. Behind which layer "
        "is it missing?",
        first_missed(5),
    ),
    Misconception(
        "sees too little",
        [("conv", 16, 3), ("relu",), ("conv", 16, 3), ("relu",), *ENDING],
        "The last windows of your network see too few pixels. A 3×3 convolution adds 2 pixels; "
        "behind a pooling of 2 it adds 4, behind two of them 8. Where should you pool, so that the "
        "same convolutions see further?",
        first_missed(6),
    ),
)
