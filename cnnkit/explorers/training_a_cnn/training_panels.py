"""What the training dashboard draws: two curves, the network's look at an image, its answers."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.plotting import BACKGROUND, Axis, Curve, Points, plot_panel
from cnnkit.explorers.drawing.svg import Panel, array_panel
from cnnkit.explorers.explorer import State
from cnnkit.explorers.training_a_cnn.mosaic import mosaic_panel
from cnnkit.explorers.training_a_cnn.training_run import Look, class_names
from cnnkit.plots.colours import Kind
from cnnkit.training import History

GUESSING = float(np.log(10))
HIGHEST_LOSS = 3.0
"""The top of the loss axis: a little above what guessing costs."""

SMOOTHED_OVER = 25
"""Steps whose mean is the smoothed loss."""

MOST_POINTS = 240
"""Points of a curve; of more steps only every second, third, ... is drawn."""


PLOT_WIDTH, HIGH = 330, 150
"""CSS pixels of a plot; the mosaics are as high."""


@dataclass(frozen=True)
class TrainingDashboardResult:
    """The settings above, the run so far, and its network's look at one image."""

    state: State
    """As the controls stand."""
    in_force: State
    """The same with the settings of the run, where one has begun."""
    history: History
    look: Look
    truth: int

    @property
    def names(self) -> tuple[str, ...]:
        """What the ten outputs mean."""
        return class_names(self.in_force["data"])

    @property
    def truth_name(self) -> str:
        """What the image shows."""
        return self.names[self.truth]

    @property
    def smoothed(self) -> NDArray[np.float64]:
        """The mean loss of each step and the 24 before it."""
        sums = np.cumsum([0.0, *self.history.losses])
        ends = np.arange(1, len(sums))
        begins = np.maximum(ends - SMOOTHED_OVER, 0)
        means: NDArray[np.float64] = (sums[ends] - sums[begins]) / (ends - begins)
        return means


def steps_of_epoch(state: State) -> int:
    """Return how many batches an epoch has, a smaller last one included."""
    return ceil(int(state["images"]) / int(state["batch"]))


def losses_panel(result: TrainingDashboardResult) -> Panel:
    """Draw the loss of every step, the same smoothed, and that on the validation images."""
    history, state = result.history, result.in_force
    per_epoch, total = steps_of_epoch(state), steps_of_epoch(state) * state["epochs"]
    count = len(history.steps)
    chosen = np.arange(0, count, ceil(total / MOST_POINTS))
    highest = max(history.losses, default=0.0)
    above = f"; highest {highest:.1f}, above the axis" if highest > HIGHEST_LOSS else ""
    if count and chosen[-1] != count - 1:
        chosen = np.append(chosen, count - 1)
    steps = chosen + 1
    epochs = [per_epoch * epoch.number for epoch in history.epochs]
    return plot_panel(
        "loss",
        [
            Curve("batches", steps, np.array(history.losses)[chosen], line=BACKGROUND, thin=True),
            Curve(f"mean of the last {SMOOTHED_OVER} batches", steps, result.smoothed[chosen]),
            Curve(
                "validation images",
                epochs,
                [epoch.validation_loss or 0.0 for epoch in history.epochs],
                line=1,
            ),
        ],
        Axis("step", 0, total),
        Axis("loss", 0, HIGHEST_LOSS),
        width=PLOT_WIDTH,
        height=HIGH,
        guides=[(0, GUESSING, total, GUESSING)],
        note=f"dashed grey: guessing, log 10 = {GUESSING:.2f}{above}",
    )


def accuracies_panel(result: TrainingDashboardResult) -> Panel:
    """Draw how many of the training and of the validation images it reads, epoch by epoch."""
    epochs = result.history.epochs
    numbers = [epoch.number for epoch in epochs]
    training = [100 * (epoch.accuracy or 0.0) for epoch in epochs]
    validation = [100 * (epoch.validation_accuracy or 0.0) for epoch in epochs]
    return plot_panel(
        "read rightly",
        [
            Curve("training images, each when its turn came", numbers, training),
            Curve("validation images", numbers, validation, line=1),
            Points("", numbers, training),
            Points("", numbers, validation, line=1),
        ],
        Axis("epoch", 0, result.in_force["epochs"]),
        Axis("%", 0, 100),
        width=PLOT_WIDTH,
        height=HIGH,
        guides=[(0, 10, result.in_force["epochs"], 10)],
        note=f"last: training {training[-1]:.1f} %, validation {validation[-1]:.1f} %"
        if epochs
        else "dashed grey: guessing reads 10 %",
    )


def look_panels(result: TrainingDashboardResult) -> list[Panel]:
    """Draw the image, the first filters and what comes out of the layer that is shown."""
    seen = result.look
    kind: Kind = "positive" if seen.maps.min() >= 0 else "signed"
    count, rows, columns = seen.filters.shape
    return [
        array_panel(
            "image", seen.image, kind="image", cell=4, note=f"a {result.truth_name}", scale=False
        ),
        mosaic_panel(
            "first filters" if rows < 28 else "first units",
            seen.filters.transpose(1, 2, 0),
            (150, HIGH),
            kind="signed",
            note=f"{count} of {rows} × {columns}, changed by {100 * seen.moved:.0f} %",
        ),
        mosaic_panel(
            f"out of {seen.layer}",
            seen.maps.transpose(1, 2, 0),
            (250, HIGH),
            kind=kind,
            note="0 to 4, and 5 to 9 below"
            if seen.shape == (10,)
            else " × ".join(map(str, seen.shape)),
        ),
    ]


def answers_panel(result: TrainingDashboardResult) -> Panel:
    """Draw the ten probabilities, the truth outlined."""
    p = result.look.probabilities
    names = result.names
    return bar_panel(
        "probabilities",
        p.tolist(),
        names=names,
        texts=["< 1 %" if value < 0.01 else f"{100 * value:.0f} %" for value in p],
        outlined=result.truth,
        width=90,
        name_width=24 if len(names[0]) == 1 else 84,
        text_width=48,
        note="outlined: the truth",
    )
