"""Notebook 12, Training a CNN: the loop, what to watch, and what each part of a CNN is worth."""

import numpy as np

from cnnkit.course.exercise import Exercise
from cnnkit.course.misconception import mistake
from cnnkit.course.mistakes.training_a_cnn.confusion import CONFUSION
from cnnkit.course.mistakes.training_a_cnn.dataset_accuracy import DATASET_ACCURACY
from cnnkit.course.mistakes.training_a_cnn.early_stop import EARLY_STOP
from cnnkit.course.mistakes.training_a_cnn.train_epoch import TRAIN_EPOCH
from cnnkit.course.mistakes.training_a_cnn.validation_images import VALIDATION_IMAGES
from cnnkit.course.progress import Progress
from cnnkit.course.question import Quiz
from cnnkit.course.questions.training_a_cnn import (
    QUESTIONS,
    QUIZ,
    first_loss,
    hardest_to_learn,
    labels_shuffled,
    wider,
    worth_most,
)
from cnnkit.course.solutions import training_a_cnn as solutions
from cnnkit.course.verdict import Case

__all__ = [
    "EXERCISES",
    "QUESTIONS",
    "confusion",
    "dataset_accuracy",
    "early_stop",
    "first_loss",
    "hardest_to_learn",
    "labels_shuffled",
    "progress",
    "quiz",
    "train_epoch",
    "validation_images",
    "wider",
    "worth_most",
]


def slopes_of_a_line(weights: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give the gradient of the mean squared error of the line w·x + b, as (w, b)."""
    error = weights[0] * x + weights[1] - y
    return np.array([2 * np.mean(error * x), 2 * np.mean(error)])


def small_network(inputs: np.ndarray, training: bool) -> np.ndarray:
    """Return the inputs as logits; hold no more than 4 images, and half the units in training."""
    if len(inputs) > 4:
        raise MemoryError(f"this network holds 4 images at a time, and was given {len(inputs)}")
    logits = inputs.copy()
    if training:
        logits[:, ::2] = 0
    return logits


def _on_a_line(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Make points that lie near no line through 0."""
    x = np.arange(1.0, count + 1)
    return x, x**2 % 5 - x


def _logits(labels: list[int], read: list[int], classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Make logits whose largest is what is read; class 1 is the second best."""
    logits = np.full((len(labels), classes), -1.0)
    logits[:, 1] = 0.5
    logits[np.arange(len(read)), read] = 2.0
    return logits, np.array(labels)


train_epoch = Exercise(
    name="train_epoch",
    task=(
        "Write `train_epoch(weights, gradient_of, x, y, order, batch_size, learning_rate)`: one "
        "epoch. `order` holds the places 0 to N − 1, shuffled. Take `batch_size` of them at a "
        "time, the last batch perhaps fewer; for each batch\n\n"
        "    gradient = gradient_of(weights, inputs, targets)\n\n"
        "gives the slope of the mean loss over these examples. Take a step down, and go on with "
        "the new weights. Return the weights after the last batch."
    ),
    reference=solutions.train_epoch,
    cases=(
        Case(
            (
                np.array([0.0, 0.0]),
                slopes_of_a_line,
                *_on_a_line(4),
                np.array([2, 0, 3, 1]),
                2,
                0.01,
            ),
            "a line through four points, two batches of two",
        ),
        Case(
            (
                np.array([1.0, -1.0]),
                slopes_of_a_line,
                *_on_a_line(5),
                np.array([3, 0, 4, 1, 2]),
                2,
                0.01,
            ),
            "five points in batches of two: the last batch has one",
        ),
        Case(
            (
                np.array([0.5, 2.0]),
                slopes_of_a_line,
                *_on_a_line(7),
                np.array([5, 2, 6, 0, 3, 1, 4]),
                3,
                0.005,
            ),
            "seven points in batches of three",
        ),
        Case(
            (
                np.array([0.5, 2.0]),
                slopes_of_a_line,
                *_on_a_line(3),
                np.array([1, 2, 0]),
                8,
                0.01,
            ),
            "a batch size above the number of points",
        ),
    ),
    misconceptions=tuple(map(mistake, TRAIN_EPOCH)),
    hints=(
        "Two things happen in the loop: choose a batch, take a step. Which places of `order` "
        "belong to the batch that begins at `start`?",
        "`range(0, len(order), batch_size)` gives the beginnings. The slice "
        "`order[start : start + batch_size]` is shorter at the end by itself.",
        "The same places go into the inputs and into the targets:\n\n"
        "    chosen = order[start : start + batch_size]\n"
        "    gradient = gradient_of(weights, x[chosen], y[chosen])\n\n"
        "What is left is the step: `weights = weights - learning_rate * gradient`.",
    ),
    afterword="It does not know what the weights are: four lines train a line and a CNN alike.",
)

dataset_accuracy = Exercise(
    name="dataset_accuracy",
    task=(
        "Write `dataset_accuracy(forward, x, labels, batch_size)`: the share of images read "
        "rightly, from 0 to 1. `forward(inputs, training)` gives logits (N, C) for at most "
        "`batch_size` images; more do not fit into its memory. `training` says whether the network "
        "is being trained, or used."
    ),
    reference=solutions.dataset_accuracy,
    cases=(
        Case(
            (small_network, *_logits([0, 2, 1], [0, 2, 0], 3), 2),
            "three images in batches of two",
        ),
        Case(
            (small_network, *_logits([0, 2, 0, 2, 1], [0, 2, 0, 1, 2], 3), 4),
            "five images in batches of four: the last batch has one",
        ),
        Case(
            (small_network, *_logits([3, 1, 0, 2, 2, 3, 0], [3, 2, 0, 2, 2, 3, 0], 4), 3),
            "seven images of four classes in batches of three",
        ),
        Case(
            (small_network, *_logits([2, 0, 1], [2, 0, 0], 3), 4),
            "fewer images than fit into a batch",
        ),
    ),
    misconceptions=tuple(map(mistake, DATASET_ACCURACY)),
    hints=(
        "Count right answers over all the batches, and divide once at the end. What do you count "
        "in one batch?",
        "`logits.argmax(axis=1)` is what the network reads. Compared with the labels of the same "
        "images it gives True and False, and the sum of those is a count.",
        "One batch:\n\n"
        "    part = slice(start, start + batch_size)\n"
        "    logits = forward(x[part], training=False)\n"
        "    right += int((logits.argmax(axis=1) == labels[part]).sum())",
    ),
    afterword="The batch size changes memory and speed only. If the result moves, look for why.",
)

validation_images = Exercise(
    name="validation_images",
    task=(
        "Write `validation_images(writers, order, count)`: `writers[i]` is the number of the "
        "person who wrote image i, and `order` lists all writers, shuffled. Put aside all images "
        "of the first `count` writers in `order`: return the list of their places i, in rising "
        "order."
    ),
    reference=solutions.validation_images,
    cases=(
        Case(
            (np.array([3, 3, 1, 2, 1]), np.array([1, 3, 2]), 1),
            "five images by three writers, one of them put aside",
        ),
        Case(
            (np.array([0, 4, 4, 2, 0, 2, 4]), np.array([2, 0, 4]), 2),
            "seven images, two of three writers put aside",
        ),
        Case(
            (np.array([5, 9, 5, 7, 7, 6, 9, 6, 5]), np.array([9, 5, 6, 7]), 2),
            "writers whose numbers are no places of images",
        ),
        Case(
            (np.array([1, 0, 2, 3, 4, 1, 0, 2]), np.array([4, 1, 3, 0, 2]), 3),
            "some writers have a single image",
        ),
    ),
    misconceptions=tuple(map(mistake, VALIDATION_IMAGES)),
    hints=(
        "Which writers are put aside? A slice of `order` says so. Then ask of each image whether "
        "its writer is one of them.",
        "`enumerate(writers)` gives you each place together with its writer.",
        "`writer in chosen` asks the question; what is left is to collect the places:\n\n"
        "    [place for place, writer in enumerate(writers) if ...]",
    ),
    afterword="A tenth of the writers is not exactly a tenth of the images: a low price.",
)

early_stop = Exercise(
    name="early_stop",
    task=(
        "Write `early_stop(losses, patience)`: `losses` are the validation losses that epochs 1, "
        "2, 3 … would have. Training stops as soon as `patience` epochs in a row have not gone "
        "below the lowest loss so far. Return the epoch whose weights are kept, counted "
        "from 1: the best until then, or of all if it never stops."
    ),
    reference=solutions.early_stop,
    cases=(
        Case((np.array([0.9, 0.5, 0.4, 0.6, 0.7, 0.8]), 2), "it falls, and then rises"),
        Case((np.array([0.9, 0.5, 0.6, 0.4, 0.5, 0.45, 0.44]), 2), "one bad epoch on the way down"),
        Case(
            (np.array([0.9, 0.5, 0.7, 0.6, 0.55, 0.52, 0.3]), 3),
            "a jump, then slowly down, and the lowest behind the stop",
        ),
        Case(
            (np.array([0.8, 0.9, 0.7, 0.75, 0.6, 0.65, 0.5, 0.55]), 3),
            "a bad epoch now and then, all the way down",
        ),
        Case((np.array([0.5, 0.5, 0.5, 0.5, 0.6, 0.2]), 3), "three equal losses behind the first"),
        Case((np.array([0.6, 0.3, 0.4, 0.5, 0.2, 0.1]), 2), "better again one epoch too late"),
        Case((np.array([0.7, 0.6, 0.5]), 2), "it falls to the end"),
        Case((np.array([0.8, 0.4, 0.5, 0.2]), 1), "a patience of 1: the first bad epoch ends it"),
        Case((np.array([0.4, 0.5, 0.6, 0.55, 0.3]), 2), "lower again, when it is too late"),
    ),
    misconceptions=tuple(map(mistake, EARLY_STOP)),
    hints=(
        "Remember two things: the lowest loss so far, and the epoch in which it was. What happens "
        "to them in an epoch that is better?",
        "In an epoch that is not better, ask how many epochs ago the best one was.",
        "The loop, with its two cases:\n\n"
        "    for epoch, loss in enumerate(losses, start=1):\n"
        "        if loss < best:\n"
        "            best, kept = loss, epoch\n"
        "        elif epoch - kept >= patience:\n"
        "            break",
    ),
    afterword="The number of epochs is now chosen by the validation images, so they judge no more.",
)

confusion = Exercise(
    name="confusion",
    task=(
        "Write `confusion(labels, predictions, classes)`: a matrix of counts with `classes` rows "
        "and columns. Entry [i, j] says how many images of the true class i are read as class j."
    ),
    reference=solutions.confusion,
    cases=(
        Case((np.array([0, 0, 1]), np.array([0, 1, 1]), 2), "three images, two classes"),
        Case(
            (np.array([0, 2, 1, 2, 2]), np.array([0, 1, 1, 1, 2]), 3),
            "the same mistake twice",
        ),
        Case(
            (np.array([1, 0, 1, 1, 0, 0]), np.array([1, 0, 0, 1, 1, 0]), 4),
            "two classes that do not occur",
        ),
        Case(
            (np.array([3, 1, 3, 3, 0, 2, 4]), np.array([3, 3, 1, 3, 0, 4, 4]), 5),
            "five classes",
        ),
    ),
    misconceptions=tuple(map(mistake, CONFUSION)),
    hints=(
        "Begin with zeros. Each image then raises one of the cells by 1. Which one?",
        "A loop over `zip(labels, predictions)` gives you the row and the column of each image.",
        "The loop's only line is\n\n    matrix[truth, read] += 1",
    ),
    afterword="The sum of each row is the number of images of that class; the diagonal is right.",
)

EXERCISES = (train_epoch, validation_images, early_stop, confusion, dataset_accuracy)
quiz = Quiz(QUIZ)
progress = Progress(EXERCISES, (*QUESTIONS, *QUIZ))
