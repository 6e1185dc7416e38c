"""Which class is taken for which, and the images behind each number of the confusion matrix."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnkit import datasets
from cnnkit.explorers.capstone.confusion_panel import confusion_panel
from cnnkit.explorers.controls import choice, slider
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, array_panel
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.functional import softmax
from cnnkit.images import to_float
from cnnkit.layers import Sequential

SUREST, LEAST = "surest first", "least sure first"
ANY, ANY_WRONG = "any", "any other"
"""Every class, and every class but the true one."""

FIRST_EXAMPLE = 3200
"""The digits before it trained the example network; those from here on did not."""


@lru_cache(maxsize=1)
def _example() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return digits to choose by, their labels, and what a network of one convolution reads."""
    data = datasets.digits()
    images = to_float(data.x_train[FIRST_EXAMPLE:])
    network = Sequential.load(datasets.data_path("networks/capstone_reader.npz"))
    return images, data.y_train[FIRST_EXAMPLE:], network.forward(images)


@dataclass(frozen=True)
class ErrorResult:
    """The matrix, the images that are asked for, and the one that is shown."""

    state: State
    matrix: NDArray[np.int64]
    places: NDArray[np.intp]
    """Of the images that are asked for, in order."""
    labels: NDArray[Any]
    probabilities: NDArray[Any]

    @property
    def place(self) -> int | None:
        """The image that is shown; None if there is none."""
        return int(self.places[self.state["image"] - 1]) if len(self.places) else None


class ErrorBrowser(Explorer[ErrorResult]):
    """Touch a number of the confusion matrix, and go through the images that it counts.

    Parameters
    ----------
    images : array_like, (N, H, W, 1), optional
        Without any, the capstone's 800 digits to choose by, and a network of one convolution.
    labels : array_like, (N,)
        Their true classes.
    logits : array_like, (N, C)
        What a network makes of them.
    names : sequence of str
        Of the classes.
    **state
        ``truth`` and ``read`` (a class, `ANY`, and for ``read`` `ANY_WRONG`), ``order`` (`SUREST`
        or `LEAST`), ``image`` (from 1 on).

    Examples
    --------
    >>> explorer = ErrorBrowser()
    >>> int(explorer.result.matrix.sum()), len(explorer.result.places)
    (800, 45)
    """

    title = "The errors, one by one"
    dragged = True

    def __init__(
        self,
        images: ArrayLike | None = None,
        labels: ArrayLike | None = None,
        logits: ArrayLike | None = None,
        names: Sequence[str] = tuple("0123456789"),
        **state: Any,
    ) -> None:
        if images is None or labels is None or logits is None:
            images, labels, logits = _example()
        self._images, self._labels = np.asarray(images), np.asarray(labels)
        self._probabilities = softmax(np.asarray(logits))
        self._read = self._probabilities.argmax(axis=1)
        self._names = tuple(names)
        self._matrix = np.zeros((len(names), len(names)), np.int64)
        np.add.at(self._matrix, (self._labels, self._read), 1)
        controls = {
            "truth": choice("the truth", ANY, (ANY, *self._names)),
            "read": choice("read as", ANY_WRONG, (ANY_WRONG, ANY, *self._names)),
            "order": choice("order", SUREST, (SUREST, LEAST)),
            "image": slider("image", 1, 1, max(2, len(self._labels))),
        }
        super().__init__(controls, state)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep to the images that there are."""
        return {"image": (1, max(1, len(self._places(state))))}

    def follow(self, moved: str, state: State) -> State:
        """Begin with the first image of another choice."""
        return {} if moved == "image" else {"image": 1}

    def touch(self, panel: str, row: int, column: int) -> State:
        """Choose the two classes of a cell."""
        return {"truth": self._names[row], "read": self._names[column], "image": 1}

    def _places(self, state: State) -> NDArray[np.intp]:
        """Return the places of the images that are asked for, in their order."""
        chosen = np.ones(len(self._labels), bool)
        if state["truth"] != ANY:
            chosen &= self._labels == self._names.index(state["truth"])
        if state["read"] == ANY_WRONG:
            chosen &= self._read != self._labels
        elif state["read"] != ANY:
            chosen &= self._read == self._names.index(state["read"])
        places = np.flatnonzero(chosen)
        sure = self._probabilities[places].max(axis=1)
        return places[np.argsort(-sure if state["order"] == SUREST else sure, kind="stable")]

    def compute(self, state: State) -> ErrorResult:
        """Look up the images."""
        return ErrorResult(
            state, self._matrix, self._places(state), self._labels, self._probabilities
        )

    def draw(self, result: ErrorResult) -> Picture:
        """Draw the matrix, the image and its probabilities."""
        panels: list[Panel | str] = [self._matrix_panel(result)]
        if result.place is not None:
            image = self._images[result.place, :, :, 0]
            note = f"it is {self._names[self._labels[result.place]]}"
            panels.append(
                array_panel(
                    f"image {result.place}", image, kind="image", cell=6, note=note, scale=False
                )
            )
            panels.append(self._probability_panel(result))
        return Picture(panels, formula=self._formula(result), formula_lines=2)

    def _matrix_panel(self, result: ErrorResult) -> Panel:
        """Draw the matrix with its mistakes shaded, and what is chosen outlined."""
        row, column = (
            self._names.index(name) if name in self._names else None
            for name in (result.state["truth"], result.state["read"])
        )
        return confusion_panel(result.matrix, self._names, row=row, column=column)

    def _probability_panel(self, result: ErrorResult) -> Panel:
        """Draw what the network thinks of the image, the truth outlined."""
        probabilities = result.probabilities[result.place]
        return bar_panel(
            "probabilities",
            probabilities.tolist(),
            texts=[f"{p:.3f}" for p in probabilities],
            names=self._names,
            outlined=int(self._labels[result.place]),
            width=90,
            name_width=22 if all(len(name) == 1 for name in self._names) else 84,
            text_width=46,
            note="outlined: the truth",
        )

    def _formula(self, result: ErrorResult) -> str:
        """Write how many images are asked for, and what stands around them."""
        state, count = result.state, len(result.places)
        which = f"truth {number('truth', state['truth'])}, read as {number('read', state['read'])}"
        lines = [f"{which}: <b>{count}</b> of {len(result.labels):,} images"]
        if state["truth"] != ANY:
            row = result.matrix[self._names.index(state["truth"])]
            right = row[self._names.index(state["truth"])]
            share = f" = <b>{100 * right / row.sum():.0f} %</b>" if row.sum() else ""
            lines.append(f"of this class right: {right} / {row.sum()}{share}")
        else:
            right = int(np.trace(result.matrix))
            share = f"<b>{100 * right / len(result.labels):.1f} %</b>"
            lines.append(f"right: {right} / {len(result.labels):,} = {share}")
        return "<br>".join(lines)

    def describe(self, result: ErrorResult) -> str:
        """Say what is shown, and what the network thinks of it."""
        state, count = result.state, len(result.places)
        asked = f"Truth {state['truth']}, read as {state['read']}, {state['order']}"
        if result.place is None:
            return f"{asked}: there is no such image."
        probabilities = result.probabilities[result.place]
        truth, read = int(self._labels[result.place]), int(probabilities.argmax())
        return (
            f"{asked}: image {state['image']} of {count}. It is {self._names[truth]}, and the "
            f"network reads {self._names[read]} with {probabilities[read]:.3f}; the truth gets "
            f"{probabilities[truth]:.3f}."
        )
