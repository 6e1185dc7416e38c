"""Kernels made by hand on photos: size, stride, padding, dilation, and colours taken apart."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit import shapes
from cnnkit.explorers.controls import choice, slider, stops, tick
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Panel, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import COLOUR_PHOTOS, small_photo
from cnnkit.functional import conv2d
from cnnkit.kernels import KERNELS, hand_made

PANEL_WIDTH = 250

NARROW_PANEL_WIDTH = 215
"""Where the colours are taken apart: photo, kernel and a map in one row, three maps below."""

PHOTO_SIDE = 192
"""Four maps travel at every change where the colours are taken apart, so they are small."""

MOST_NUMBERS = 5
"""Rows and columns up to which a kernel's numbers can be read in its cells."""


@dataclass(frozen=True)
class KernelGalleryResult:
    """A photo seen through one of the kernels made by hand."""

    state: State
    photo: NDArray[Any]
    kernel: NDArray[Any]
    channel_maps: NDArray[Any]
    """(H', W', C): one map for each channel of the photo."""

    @property
    def feature_map(self) -> NDArray[Any]:
        """The sum of the channels' maps: what one filter gives."""
        total: NDArray[Any] = self.channel_maps.sum(axis=2)
        return total


class KernelGallery(Explorer[KernelGalleryResult]):
    """Kernels on photos, with everything that a convolution can be told.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``, ``kernel`` (one of `cnnkit.kernels.KERNELS`), ``kernel_size``, ``stride``,
        ``padding``, ``dilation``, ``colour``.

    Examples
    --------
    >>> explorer = KernelGallery(photo="coffee", kernel="sharpen", stride=2)
    >>> explorer.state["kernel_size"]
    3
    """

    title = "The kernel gallery"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "photo": choice(
                "photo", "chelsea", (*COLOUR_PHOTOS, "camera", "brick", "clock", "text")
            ),
            "kernel": choice("kernel", "vertical edges", KERNELS),
            "kernel_size": stops("kernel size (3 to 11)", 3, (3, 5, 7, 9, 11)),
            "stride": slider("stride (1 to 8)", 1, 1, 8),
            "padding": choice("padding", "valid", ("valid", "same", "full")),
            "dilation": slider("dilation (1 to 6)", 1, 1, 6),
            "colour": tick("take red, green and blue apart", False),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> KernelGalleryResult:
        """Run the kernel over each channel of the photo by itself."""
        photo = small_photo(state["photo"], grey=not state["colour"], longest_side=PHOTO_SIDE)
        channels = photo.reshape(*photo.shape[:2], -1)
        kernel = hand_made(state["kernel"], state["kernel_size"]).astype(np.float32)
        maps = conv2d(
            channels.transpose(2, 0, 1)[:, :, :, None],  # (H, W, C) → (C, H, W, 1): a batch
            kernel[:, :, None, None],
            stride=state["stride"],
            padding=state["padding"],
            dilation=state["dilation"],
        )
        return KernelGalleryResult(state, photo, kernel, maps[..., 0].transpose(1, 2, 0))

    def draw(self, result: KernelGalleryResult) -> Picture:
        """Draw photo, kernel and map; in colour, the three maps that add up to it as well."""
        state = result.state
        key = f"{state['photo']}-{'colour' if state['colour'] else 'grey'}"
        width = NARROW_PANEL_WIDTH if state["colour"] else PANEL_WIDTH
        photo = array_panel(
            "photo",
            result.photo,
            kind="image",
            cell=width / result.photo.shape[1],
            photo=self.shared(key),
        )
        panels: list[Panel | str] = [photo, "∗", _kernel_panel(result.kernel), "="]
        if state["colour"]:
            limit = float(np.abs(result.channel_maps).max())
            for channel, colour in enumerate(("red", "green", "blue")):
                panels += ["+"] if channel else []
                part = result.channel_maps[:, :, channel]
                panels.append(_map_panel(f"map of {colour}", part, width, limit))
            panels.append("=")
        panels.append(_map_panel("feature map", result.feature_map, width))
        return Picture(panels, formula=_sizes(result), shared={key: result.photo})

    def describe(self, result: KernelGalleryResult) -> str:
        """Say what was done to the photo and how far the map's values reach."""
        state = result.state
        height, width = result.photo.shape[:2]
        rows, columns = result.feature_map.shape
        colours = ", red, green and blue each by itself and then added," if state["colour"] else ""
        return (
            f"The photo “{state['photo']}”, {height} × {width}, through the kernel “"
            f"{state['kernel']}” of {state['kernel_size']} × {state['kernel_size']}"
            f"{_settings(state)}{colours} gives a feature map of {rows} × {columns}, from "
            f"{signed_number(result.feature_map.min())} to "
            f"{signed_number(result.feature_map.max())}, "
            f"{signed_number(result.feature_map.mean(), 3)} on average."
        )


def _settings(state: State) -> str:
    """Name stride, padding and dilation, unless all three do nothing: they are learned later."""
    s, padding, d = state["stride"], state["padding"], state["dilation"]
    if (s, padding, d) == (1, "valid", 1):
        return ""
    return f" at stride {s}, padding {padding}, dilation {d}"


def _kernel_panel(kernel: NDArray[Any]) -> Panel:
    """Draw a kernel, with its numbers as long as they can be read."""
    size = len(kernel)
    labels = [signed_number(weight) for weight in kernel.flat] if size <= MOST_NUMBERS else None
    return array_panel("kernel", kernel, kind="signed", cell=min(44, 210 / size), labels=labels)


def _map_panel(
    title: str, feature_map: NDArray[Any], width: float, limit: float | None = None
) -> Panel:
    """Draw a map as wide as all the others, so that its size stands in words below."""
    limits = None if not limit else (-limit, limit)
    cell = width / max(feature_map.shape)
    return array_panel(title, feature_map, kind="signed", cell=cell, limits=limits)


def _sizes(result: KernelGalleryResult) -> str:
    """Write the map's height and width with the settings filled in.

    Without padding, stride and dilation the formula is the short one, which is learned first.
    """
    state = result.state
    k, s, d = state["kernel_size"], state["stride"], state["dilation"]
    sides = shapes.padding_2d(
        result.photo.shape[:2], k, stride=s, padding=state["padding"], dilation=d
    )
    lines = []
    for axis, n, (before, after), size in zip(
        ("height", "width"), result.photo.shape, sides, result.feature_map.shape, strict=False
    ):
        if (before, after, s, d) == (0, 0, 1, 1):
            short = f"{n} − {number('kernel_size', k)} + 1"
            lines.append(f"{axis} {short} = <b>{size}</b>")
            continue
        lines.append(
            f"{axis} ⌊({n} + {number('padding', before)} + {number('padding', after)} − "
            f"{number('dilation', d)}·({number('kernel_size', k)} − 1) − 1) / "
            f"{number('stride', s)}⌋ + 1 = <b>{size}</b>"
        )
    return "<br>".join(lines)
