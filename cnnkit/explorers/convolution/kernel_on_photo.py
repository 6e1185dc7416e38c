"""A photo, one 3×3 kernel whose every number can be edited, and the map that follows."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import NumberGrid, choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import array_panel, factor, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import PHOTOS, small_photo
from cnnkit.functional import conv2d

KERNEL_SIZE = 3


@dataclass(frozen=True)
class KernelOnPhotoResult:
    """A photo seen through a kernel."""

    photo_name: str
    photo: NDArray[Any]
    kernel: NDArray[Any]
    feature_map: NDArray[Any]
    row: int
    column: int

    @property
    def window(self) -> NDArray[Any]:
        """The pixels under the kernel."""
        return self.photo[
            self.row : self.row + KERNEL_SIZE, self.column : self.column + KERNEL_SIZE
        ]


class KernelOnPhoto(Explorer[KernelOnPhotoResult]):
    """A first kernel on a photo: change any of its nine numbers and see the feature map follow.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``, ``kernel`` (three rows of three numbers), ``row``, ``column``.

    Examples
    --------
    >>> explorer = KernelOnPhoto(photo="camera", row=40)
    >>> explorer.state["kernel"]
    [[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]]
    """

    title = "One kernel on a photo"
    dragged = True

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "kernel": NumberGrid("kernel (−99 to 99)", [[-1.0, 0.0, 1.0]] * KERNEL_SIZE),
            "photo": choice("photo", "camera", PHOTOS),
            "row": slider("window, row", 140, 0, 253),
            "column": slider("window, column", 144, 0, 253),
        }
        super().__init__(controls, state, hidden)

    def limits(self, state: State) -> dict[str, tuple[int, int]]:
        """Keep the window on the photo."""
        rows, columns = small_photo(state["photo"], grey=True).shape
        return {"row": (0, rows - KERNEL_SIZE), "column": (0, columns - KERNEL_SIZE)}

    def compute(self, state: State) -> KernelOnPhotoResult:
        """Run the kernel over the photo."""
        photo = small_photo(state["photo"], grey=True)
        kernel = np.array(state["kernel"], dtype=np.float32)
        feature_map = conv2d(photo[None, :, :, None], kernel[:, :, None, None])[0, :, :, 0]
        return KernelOnPhotoResult(
            state["photo"], photo, kernel, feature_map, state["row"], state["column"]
        )

    def draw(self, result: KernelOnPhotoResult) -> Picture:
        """Draw photo, window times kernel, and map, with the sum written out."""
        place = (result.row, result.column, KERNEL_SIZE, KERNEL_SIZE)
        photo = array_panel(
            "photo",
            result.photo,
            kind="image",
            cell=0.95,
            outlines=[place],
            photo=self.shared(result.photo_name),
            name="photo",
        )
        window = array_panel(
            "window",
            result.window,
            kind="image",
            cell=38,
            labels=[signed_number(value) for value in result.window.flat],
            outlines=[(0, 0, KERNEL_SIZE, KERNEL_SIZE)],
            scale=False,
        )
        kernel = array_panel(
            "kernel",
            result.kernel,
            kind="signed",
            cell=38,
            labels=[signed_number(value) for value in result.kernel.flat],
            scale=False,
        )
        feature_map = array_panel(
            "feature map",
            result.feature_map,
            kind="signed",
            cell=0.95,
            outlines=[(result.row - 1, result.column - 1, 3, 3)],
            name="map",
        )
        return Picture(
            [photo, window, "·", kernel, "→", feature_map],
            formula=_sum_written_out(result),
            shared={result.photo_name: result.photo},
        )

    def describe(self, result: KernelOnPhotoResult) -> str:
        """Say what the map is like and what it answers at the window."""
        rows, columns = result.feature_map.shape
        strongest = divmod(int(np.abs(result.feature_map).argmax()), columns)
        answer = result.feature_map[result.row, result.column]
        return (
            f"The photo “{result.photo_name}” through a 3×3 kernel gives a feature map of "
            f"{rows} × {columns}, from {signed_number(result.feature_map.min())} to "
            f"{signed_number(result.feature_map.max())}. At row {result.row}, column "
            f"{result.column} it answers {signed_number(answer)}; its strongest answer, "
            f"{signed_number(result.feature_map[strongest])}, is at row {strongest[0]}, "
            f"column {strongest[1]}."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Move the window to the pixel under the pointer."""
        rows, columns = small_photo(self.state["photo"], grey=True).shape
        centred = panel == "photo"
        return {
            "row": min(max(row - centred, 0), rows - KERNEL_SIZE),
            "column": min(max(column - centred, 0), columns - KERNEL_SIZE),
        }


def _sum_written_out(result: KernelOnPhotoResult) -> str:
    """Write the nine products and their sum, which is exact where the pixels are rounded."""
    products = " + ".join(
        f"{signed_number(pixel)}·{number('kernel', factor(weight))}"
        for pixel, weight in zip(result.window.flat, result.kernel.flat, strict=True)
    )
    answer = result.feature_map[result.row, result.column]
    place = f"{number('row', result.row)}, {number('column', result.column)}"
    return f"Y[{place}] = {products} ≈ <b>{signed_number(answer)}</b>"
