"""A training run while it goes on: its curves, its filters, and what it makes of one image."""

from collections.abc import Collection
from typing import Any

from cnnkit.explorers.controls import choice, slider, stops, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import signed_number
from cnnkit.explorers.explorer import State
from cnnkit.explorers.live import LiveExplorer
from cnnkit.explorers.training_a_cnn.training_panels import (
    TrainingDashboardResult,
    accuracies_panel,
    answers_panel,
    look_panels,
    losses_panel,
    steps_of_epoch,
)
from cnnkit.explorers.training_a_cnn.training_run import (
    BY_LOT,
    CLOTHES,
    DIGITS,
    NETWORKS,
    VALIDATION,
    TrainingRun,
    images_of,
    look,
    untrained,
)
from cnnkit.training import History

COUNTS = (50, 200, 800, 3200)
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
BATCHES = (8, 16, 32, 64, 128, 256)
EPOCHS = (1, 3, 6, 12, 25, 50)


class TrainingDashboard(LiveExplorer[TrainingDashboardResult, TrainingRun]):
    """Choose a network, its images and how it learns; press Start, and watch it learn.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``network`` (one of `NETWORKS`), ``data`` ("digits", "clothes" or "digits, labels by lot"),
        ``images``, ``rate``, ``batch``, ``epochs`` and ``augmented``, which a run reads when it
        starts; ``layer`` (from 1, whose output is shown) and ``image`` (one to validate on).

    Examples
    --------
    >>> dashboard = TrainingDashboard(network="without ReLU")
    >>> dashboard.run_state, dashboard.result.look.maps.shape
    ('idle', (8, 28, 28))
    """

    title = "A network that learns"
    at_start = ("network", "data", "images", "rate", "batch", "epochs", "augmented")

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "network": choice("network", "small CNN", tuple(NETWORKS)),
            "data": choice("trained on", DIGITS, (DIGITS, CLOTHES, BY_LOT)),
            "images": stops("training images", 3200, COUNTS),
            "augmented": tick("augmentation", False),
            "rate": stops("learning rate", 0.001, RATES),
            "batch": stops("batch size", 32, BATCHES),
            "epochs": stops("epochs", 12, EPOCHS),
            "layer": slider("layer shown", 1, 1, 8),
            "image": slider("image (0 to 99)", 0, 0, 99),
        }
        super().__init__(controls, state, hidden)

    def begin(self, state: State) -> TrainingRun:
        """Return a run with these settings."""
        return TrainingRun(**{name: state[name] for name in self.at_start})

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Let every layer of the network be shown."""
        return {"layer": (1, len(NETWORKS[self.in_force(state)["network"]]))}

    def compute(self, state: State) -> TrainingDashboardResult:
        """Look at one image with the network as it is now."""
        in_force = self.in_force(state)
        work = self.work
        model = work.model if work else untrained(in_force["network"])
        x, y = images_of(in_force["data"])
        place = len(x) - VALIDATION + state["image"]
        return TrainingDashboardResult(
            state=state,
            in_force=in_force,
            history=work.history if work else History(),
            look=look(model, untrained(in_force["network"]), x[place], state["layer"]),
            truth=int(y[place]),
        )

    def draw(self, result: TrainingDashboardResult) -> Picture:
        """Draw the two curves, the filters, the maps of one layer and the ten probabilities."""
        panels = [
            losses_panel(result),
            accuracies_panel(result),
            *look_panels(result),
            answers_panel(result),
        ]
        return Picture(panels, formula=_written_out(result))

    def describe(self, result: TrainingDashboardResult) -> str:
        """Say how far the run is, how well it does, and what it makes of the image."""
        state, seen, history = result.in_force, result.look, result.history
        p, truth = seen.probabilities, result.truth
        read = int(p.argmax())
        answer = (
            f"It takes image {state['image']}, a {result.truth_name}, for a {result.names[read]} "
            f"with {100 * p[read]:.0f} %"
            + ("." if read == truth else f", and gives the truth {100 * p[truth]:.0f} %.")
        )
        shown = (
            f" The first layer's weights have changed by {100 * seen.moved:.0f} %. "
            f"Layer {state['layer']}, {seen.layer}: {' × '.join(map(str, seen.shape))}."
        )
        name = f"The network ({state['network']})"
        if not history.steps:
            return f"{name} has taken no step; its weights are random. {answer}{shown}"
        step = history.steps[-1]
        words = (
            f"{name} has taken {step.number:,} of {step.total:,} steps and is in epoch "
            f"{step.epoch} of {state['epochs']}. The loss of the last steps is "
            f"{result.smoothed[-1]:.3f}."
        )
        if history.epochs:
            last = history.epochs[-1]
            words += (
                f" In epoch {last.number} it read {100 * (last.accuracy or 0):.1f} % of its "
                f"training images rightly, and after it "
                f"{100 * (last.validation_accuracy or 0):.1f} % of the validation images."
            )
        else:
            words += " No epoch has ended yet, so that no validation image has been looked at."
        return f"{words} {answer}{shown}"


def _written_out(result: TrainingDashboardResult) -> str:
    """Write how many steps the settings above ask for, and what is looked at."""
    state, seen = result.state, result.look
    per_epoch = steps_of_epoch(state)
    images = f"{state['images']:,}"
    rest = state["images"] % state["batch"]
    last = f", the last of {rest} images" if rest else ""
    augmented = "changed at random" if state["augmented"] else "as they are"
    return (
        f"{number('network', state['network'])}, trained on {number('data', state['data'])}, "
        f"images {number('augmented', augmented)}, learning rate "
        f"{number('rate', signed_number(state['rate'], 4))}<br>"
        f"{number('images', images)} images / {number('batch', state['batch'])} "
        f"a batch → {per_epoch:,} steps an epoch{last}; × {number('epochs', state['epochs'])} "
        f"epochs = <b>{per_epoch * state['epochs']:,} steps</b><br>"
        f"shown: validation image {number('image', state['image'])}, layer "
        f"{number('layer', state['layer'])}, {seen.layer}"
    )
