"""Notebook 13, Normalisation and dropout: what shares a mean, which mean when, what is dropped."""

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.normalisation_and_dropout.batch_norm import BATCH_NORM
from cnnkit.course.mistakes.normalisation_and_dropout.batch_norm_backward import (
    BATCH_NORM_BACKWARD,
)
from cnnkit.course.mistakes.normalisation_and_dropout.cases import (
    BATCH_NORM_BACKWARD_CASES,
    BATCH_NORM_CASES,
    DROPOUT_CASES,
    NORMALISE_CASES,
    RUNNING_STATISTICS_CASES,
)
from cnnkit.course.mistakes.normalisation_and_dropout.dropout import DROPOUT
from cnnkit.course.mistakes.normalisation_and_dropout.normalise import NORMALISE
from cnnkit.course.mistakes.normalisation_and_dropout.running_statistics import (
    RUNNING_STATISTICS,
)
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.normalisation_and_dropout import (
    QUESTIONS,
    QUIZ,
    all_ask_for_more,
    alone_in_the_batch,
    eight_layers_of_half,
    how_many_means,
    how_the_gap_closes,
)
from cnnkit.course.solutions import normalisation_and_dropout as solutions

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "all_ask_for_more",
    "alone_in_the_batch",
    "batch_norm",
    "batch_norm_backward",
    "dropout",
    "eight_layers_of_half",
    "how_many_means",
    "how_the_gap_closes",
    "normalise",
    "progress",
    "quiz",
    "running_statistics",
]


batch_norm = Exercise(
    name="batch_norm",
    task=(
        "Write `batch_norm(x, gamma, beta, epsilon)` for maps x of shape (N, H, W, C): the four "
        "formulas, with mean and variance of each channel over all its N·H·W values. gamma and "
        "beta have the shape (C,)."
    ),
    reference=solutions.batch_norm,
    cases=BATCH_NORM_CASES,
    misconceptions=tuple(map(mistake, BATCH_NORM)),
    hints=(
        "Each channel has one mean. Which axes of (N, H, W, C) have to disappear, so that (C,) is "
        "left?",
        "`x.mean(axis=(0, 1, 2))` has the shape (C,), and `x - mean` subtracts each channel's own, "
        "since the channels are the last axis. `x.var` takes the same axes.",
        "Two lines are left, the third and the fourth formula:\n\n"
        "    x_hat = (x - mean) / np.sqrt(variance + epsilon)\n"
        "    y = gamma * x_hat + beta",
    ),
    afterword="Multiply x by 100 or add 7 to it: your y stays the same, up to ε.",
)

running_statistics = Exercise(
    name="running_statistics",
    task=(
        "Write `running_statistics(x, running, momentum)`: `running` has the shape (2, C), in row "
        "0 the running means and in row 1 the running variances. Return both after one more batch "
        "x (N, H, W, C):\n\n"
        "    running ← (1 − momentum) · running + momentum · batch\n\n"
        "with the batch's mean, and with its unbiased variance: the variance times m / (m − 1), "
        "where m = N·H·W. `running` itself must not change."
    ),
    reference=solutions.running_statistics,
    cases=RUNNING_STATISTICS_CASES,
    misconceptions=tuple(map(mistake, RUNNING_STATISTICS)),
    hints=(
        "First the two statistics of the batch, each of shape (C,). How many values m has one "
        "channel?",
        "m is `x.size / x.shape[-1]`. The unbiased variance is `x.var(axis=(0, 1, 2))` times "
        "m / (m − 1). (`ddof=1` does the same.)",
        "Stack the two, so that they have the shape of `running`:\n\n"
        "    batch = np.stack([mean, variance])\n"
        "    new = (1 - momentum) * running + momentum * batch",
    ),
    afterword=(
        "A batch from 100 steps ago still counts, with weight 0.1 · 0.9¹⁰⁰: three in a million."
    ),
)

normalise = Exercise(
    name="normalise",
    task=(
        "Write `normalise(x, running, training, epsilon)`: x̂ for maps x (N, H, W, C), without γ "
        "and β. With `training` True mean and variance are those of the batch (the plain variance, "
        "divided by m), with False those in `running` (means in row 0, variances in row 1)."
    ),
    reference=solutions.normalise,
    cases=NORMALISE_CASES,
    misconceptions=tuple(map(mistake, NORMALISE)),
    hints=(
        "The two modes differ only in where mean and variance come from. What follows is one line "
        "for both.",
        "`mean, variance = running` takes a (2, C) array apart, row by row.",
        "Begin with the choice:\n\n"
        "    if training:\n"
        "        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))\n"
        "    else:\n"
        "        mean, variance = running",
    ),
    afterword="In evaluation each image is treated by itself: a batch of one is no problem.",
)

batch_norm_backward = Exercise(
    name="batch_norm_backward",
    task=(
        "Write `batch_norm_backward(dy, x, gamma, epsilon)`: the gradient dx of batch norm in "
        "training. dy and x have the shape (N, H, W, C), gamma (C,). Add up the three paths: "
        "directly, through the variance, through the mean, with m = N·H·W."
    ),
    reference=solutions.batch_norm_backward,
    cases=BATCH_NORM_BACKWARD_CASES,
    misconceptions=tuple(map(mistake, BATCH_NORM_BACKWARD)),
    hints=(
        "Prepare what all paths need: m, `centred` = x − μ, and `deviation` = √(σ² + ε). Then the "
        "message at x̂: dy times γ. The direct path divides it by the deviation.",
        "Mean and variance of a channel each collect from all its places, so each needs a sum over "
        "the axes (0, 1, 2):\n\n"
        "    d_variance = (dx_hat * centred).sum(axis=(0, 1, 2)) * -0.5 / deviation**3\n"
        "    d_mean = -dx_hat.sum(axis=(0, 1, 2)) / deviation",
        "From there back to every x: an x moves the variance by 2·(x − μ)/m, and the mean by 1/m:\n"
        "\n    dx_hat / deviation + d_variance * 2 * centred / m + d_mean / m",
    ),
    afterword=(
        "Collected, the three are dx = γ / √(σ² + ε) · (dy − mean of dy − x̂ · mean of dy·x̂), "
        "means over the channel. That is what the library computes: from dy it takes away the part "
        "that is the same for all, and the part that is like x̂."
    ),
)


dropout = Exercise(
    name="dropout",
    task=(
        "Write `dropout(x, rate, random, training)`. `random` has the shape of x and holds numbers "
        "from 0 to 1. In training drop each value whose random number is below `rate` (it becomes "
        "0), and divide the others by 1 − rate. In evaluation return x as it is."
    ),
    reference=solutions.dropout,
    cases=DROPOUT_CASES,
    misconceptions=tuple(map(mistake, DROPOUT)),
    hints=(
        "Start with evaluation: one `if` and one `return`.",
        "`random >= rate` is an array of True and False, and True counts as 1 in a product.",
        "The kept values have to stand in for the dropped ones:\n\n"
        "    mask = random >= rate\n"
        "    y = x * mask / (1 - rate)",
    ),
    afterword=(
        "Each value is 0 or x / (1 − rate), and on average it is x. A layer keeps its mask: on the "
        "way back dy meets the same one."
    ),
)

EXERCISES = (
    batch_norm,
    running_statistics,
    normalise,
    batch_norm_backward,
    dropout,
)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
