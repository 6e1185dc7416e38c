"""Where a class is seen: Grad-CAM over the image, and saliency beside it, for any class."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import choice, decimal, slider, tick
from cnnkit.explorers.drawing.bars import bar_panel
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.flatten_dense_softmax_loss.small_numbers import tidy
from cnnkit.explorers.what_the_network_sees import photo_maps
from cnnkit.explorers.what_the_network_sees.networks import (
    DIGITS,
    IMAGE_WIDTH,
    PHOTOS,
    class_names,
    is_photo,
    network,
    prepared,
    probabilities,
    shown,
)
from cnnkit.explorers.what_the_network_sees.overlay import overlay_panel
from cnnkit.insight import grad_cam, saliency

DIGIT_LAYERS = {
    "relu_1": "convolution 1, 28 × 28",
    "relu_2": "convolution 2, 14 × 14",
    "max_pool2d_2": "pooling 2, 7 × 7",
}


@dataclass(frozen=True)
class ClassMapsResult:
    """One class of one image, explained at one layer."""

    state: State
    layer: str
    layer_label: str
    classes: tuple[int, ...]
    """The classes that can be chosen."""
    cams: NDArray[Any]
    """(classes, h, w): Grad-CAM of each of them at the layer."""
    saliency: NDArray[Any]
    """Of the class that is chosen."""

    @property
    def place(self) -> int:
        """Which of the classes is chosen."""
        return int(self.state["class_"]) - 1

    @property
    def cam(self) -> NDArray[Any]:
        """(h, w): Grad-CAM of the class."""
        one: NDArray[Any] = self.cams[self.place]
        return one

    @property
    def limits(self) -> tuple[float, float]:
        """The ends of the colours: one scale for all classes, or the class's own."""
        top = float((self.cam if self.state["own_scale"] else self.cams).max())
        return 0.0, top or 1.0

    @property
    def likeness(self) -> float:
        """The correlation of the class's map with that of the surest class."""
        first, this = self.cams[0].ravel(), self.cam.ravel()
        if first.std() == 0 or this.std() == 0:
            return 0.0
        return float(np.corrcoef(first, this)[0, 1])


class ClassMaps(Explorer[ClassMapsResult]):
    """Pick a class, and see which places speak for it, and which pixels it hangs on.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``; ``class_`` (1 is the one that the network is surest of), ``layer`` (counted
        from 1, the coarsest last), ``opacity`` of the map, ``own_scale`` (whether each class's
        map has a scale of its own), ``smooth``.

    Examples
    --------
    >>> explorer = ClassMaps(photo="digit 3")
    >>> explorer.result.classes[0], explorer.result.cam.shape
    (3, (7, 7))
    """

    title = "Where a class is seen"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice("image", "chelsea", (*PHOTOS, *DIGITS)),
            "class_": slider("class, surest first", 1, 1, 8),
            "layer": slider("layer", 4, 1, 4),
            "opacity": decimal("opacity (0 to 1)", 0.6, 0.0, 1.0, 0.05),
            "own_scale": tick("a scale of its own", False),
            "smooth": tick("smoothed", False),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep to the classes and the layers that there are."""
        layers = photo_maps.CAM_LAYERS if is_photo(state["photo"]) else DIGIT_LAYERS
        return {"class_": (1, len(_classes(state["photo"]))), "layer": (1, len(layers))}

    def compute(self, state: State) -> ClassMapsResult:
        """Look the maps up, or compute those of a digit."""
        photo = state["photo"]
        layers = photo_maps.CAM_LAYERS if is_photo(photo) else DIGIT_LAYERS
        layer, label = list(layers.items())[state["layer"] - 1]
        classes = _classes(photo)
        return ClassMapsResult(
            state,
            layer,
            label,
            classes,
            _cams(photo, layer),
            _saliency(photo, classes[state["class_"] - 1]),
        )

    def draw(self, result: ClassMapsResult) -> Picture:
        """Draw the classes' probabilities, Grad-CAM over the image, and the saliency."""
        state, image = result.state, shown(result.state["photo"])
        key = state["photo"].replace(" ", "-")
        p = probabilities(state["photo"])
        bars = bar_panel(
            "probability",
            [float(p[number]) for number in result.classes],
            names=[_short(_name(state["photo"], number)) for number in result.classes],
            texts=[tidy(float(p[number]), 2) for number in result.classes],
            outlined=result.place,
            width=70,
            name_width=104,
            text_width=66,
        )
        over = overlay_panel(
            "Grad-CAM",
            self.shared(key),
            image.shape[0],
            result.cam,
            limits=result.limits,
            opacity=state["opacity"],
            smooth=state["smooth"],
            note=f"{result.layer_label}; brightest {tidy(result.limits[1], 2)}",
        )
        beside = array_panel(
            "saliency",
            result.saliency,
            kind="positive",
            cell=IMAGE_WIDTH / len(result.saliency),
            note="means of 4 × 4 pixels" if is_photo(state["photo"]) else "pixel by pixel",
            scale=False,
        )
        return Picture([bars, over, beside], formula=_formula(result), shared={key: image})

    def describe(self, result: ClassMapsResult) -> str:
        """Say which place speaks most for the class, and how alike its map is to the first's."""
        photo, number = result.state["photo"], result.classes[result.place]
        height, width = result.cam.shape
        row, column = np.unravel_index(result.cam.argmax(), result.cam.shape)
        p = float(probabilities(photo)[number])
        if result.cam.max() > 0:
            where = f"is brightest in row {row}, column {column} of {height} × {width}, and "
            zeros = int((result.cam == 0).sum())
            where += f"0 at {zeros} of {result.cam.size} places" if zeros else "above 0 everywhere"
        else:
            where = f"is 0 at all {height} × {width} places: nothing there speaks for it"
        alike = ""
        if result.place:
            first = _name(photo, result.classes[0])
            alike = (
                f" Its correlation with the map of “{first}” is {signed_number(result.likeness)}."
            )
        return (
            f"“{photo}”: the network gives “{_name(photo, number)}” {tidy(p)}. Its Grad-CAM at "
            f"{result.layer_label.split(',')[0]} {where}.{alike}"
        )


@lru_cache(maxsize=32)
def _classes(photo: str) -> tuple[int, ...]:
    """Return the classes of an image that can be chosen, the surest first."""
    if is_photo(photo):
        return photo_maps.explained_classes(photo)
    return tuple(int(digit) for digit in np.argsort(-probabilities(photo), kind="stable"))


@lru_cache(maxsize=64)
def _cams(photo: str, layer: str) -> NDArray[Any]:
    """Return Grad-CAM of all classes that can be chosen."""
    if is_photo(photo):
        maps = [photo_maps.class_map(photo, number, layer) for number in _classes(photo)]
    else:
        image, model = prepared(photo)[0], network(False)
        maps = [grad_cam(model, image, digit, layer=layer) for digit in _classes(photo)]
    return np.stack(maps)


@lru_cache(maxsize=128)
def _saliency(photo: str, number: int) -> NDArray[Any]:
    """Return the saliency of a class."""
    if is_photo(photo):
        return photo_maps.class_map(photo, number, "image")
    return saliency(network(False), prepared(photo)[0], number)


def _name(photo: str, number: int) -> str:
    """Return the name of a class."""
    return class_names()[number] if is_photo(photo) else str(number)


def _short(name: str) -> str:
    """Cut a long name off, so that the bars keep their place."""
    return name if len(name) <= 16 else f"{name[:15]}…"


def _formula(result: ClassMapsResult) -> str:
    """Write what is weighed and added, with the layer's numbers."""
    state = result.state
    number_of = result.classes[result.place]
    height, width = result.cam.shape
    scale = "own scale" if state["own_scale"] else "one scale for all classes"
    smooth = "smoothed" if state["smooth"] else "as computed"
    return (
        f"{number('photo', state['photo'])}, class {number('class_', state['class_'])} "
        f"({_name(state['photo'], number_of)}), layer {number('layer', state['layer'])}: "
        f"{height} · {width} = {height * width} numbers, the largest "
        f"<b>{tidy(float(result.cam.max()))}</b>, stretched over "
        f"{len(shown(state['photo']))} · {len(shown(state['photo']))} pixels "
        f"({number('smooth', smooth)}, {number('own_scale', scale)}, opacity "
        f"{number('opacity', signed_number(state['opacity']))})"
    )
