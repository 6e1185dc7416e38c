"""A video made by panning over a photo: its frames, and the same numbers cut along time."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.explorers.controls import Stepper, choice, slider
from cnnkit.explorers.drawing.picture import Picture, number
from cnnkit.explorers.drawing.svg import Cells, array_panel, signed_number
from cnnkit.explorers.explorer import Explorer, State
from cnnkit.explorers.photos import COLOUR_PHOTOS, small_photo

FRAMES, HEIGHT, WIDTH = 41, 72, 128
FRAME_ROWS = 2
"""A moment is drawn two rows high in the cut along time, or the cut would be too flat to read."""

BAND, BOX = 3, 9
"""Rows of the outline around one row, and sides of the box around the thing that is followed."""

FASTEST = 3
"""Pixels a frame: the fastest pan ends just inside a photo 256 pixels wide."""


@lru_cache(maxsize=8)
def panned(name: str, speed: int) -> tuple[NDArray[Any], int, int]:
    """Return a video (T, H, W, C), and row and column of its first frame in the photo.

    Examples
    --------
    >>> video, top, left = panned("chelsea", 2)
    >>> video.shape, left
    ((41, 72, 128, 3), 24)
    """
    photo = small_photo(name, grey=False)
    top = (photo.shape[0] - HEIGHT) // 2
    # In the middle of the video the window lies in the middle of the photo.
    left = (photo.shape[1] - WIDTH) // 2 - speed * (FRAMES // 2)
    frames = [
        photo[top : top + HEIGHT, left + speed * t : left + speed * t + WIDTH]
        for t in range(FRAMES)
    ]
    video = np.stack(frames)
    video.setflags(write=False)
    return video, top, left


@dataclass(frozen=True)
class VideoResult:
    """A video, and the two cuts through it that are shown."""

    state: State
    video: NDArray[Any]
    top: int
    left: int
    """Where in the photo the first frame begins."""

    @property
    def frame(self) -> NDArray[Any]:
        """One moment, (H, W, C)."""
        frame: NDArray[Any] = self.video[self.state["t"]]
        return frame

    @property
    def over_time(self) -> NDArray[Any]:
        """One row of every frame, (T, W, C)."""
        rows: NDArray[Any] = self.video[:, self.state["row"]]
        return rows

    @property
    def first_column(self) -> int:
        """Where a thing stands in frame 0 that is in the middle halfway through."""
        return int(WIDTH // 2 + self.state["speed"] * (FRAMES // 2))

    @property
    def column(self) -> int:
        """Where that thing stands now."""
        return int(self.first_column - self.state["speed"] * self.state["t"])

    @property
    def followed(self) -> Cells:
        """The box around it in the photo, where it stands still while the camera moves."""
        top, left, _, _ = _box(self.state["row"], self.first_column, HEIGHT)
        return self.top + top, self.left + left, BOX, BOX


class VideoScrubber(Explorer[VideoResult]):
    """Time as an axis: a frame is one cut through the array, a row over time is another.

    Parameters
    ----------
    hidden : collection of str
        Controls that are not shown.
    **state
        ``photo``, ``t`` (the frame), ``row`` (of the frames, for the second cut), ``speed`` (of the
        camera, in pixels a frame, to the right).

    Examples
    --------
    >>> explorer = VideoScrubber(t=10, speed=2)
    >>> explorer.result.frame.shape, explorer.result.over_time.shape
    ((72, 128, 3), (41, 128, 3))
    """

    title = "A video, scrubbed along time"

    def __init__(self, *, hidden: Collection[str] = (), **state: Any) -> None:
        controls = {
            "t": Stepper(f"t (0 to {FRAMES - 1})", 10, 0, FRAMES - 1, interval=200),
            "speed": slider("speed (−3 to 3)", 2, -FASTEST, FASTEST),
            "row": slider("row of the frames", 31, 0, HEIGHT - 1),
            "photo": choice("photo", "chelsea", COLOUR_PHOTOS),
        }
        super().__init__(controls, state, hidden)

    def compute(self, state: State) -> VideoResult:
        """Pan over the photo."""
        return VideoResult(state, *panned(state["photo"], state["speed"]))

    def draw(self, result: VideoResult) -> Picture:
        """Draw the photo with the window, the frame, and the row over time."""
        state = result.state
        photo = small_photo(state["photo"], grey=False)
        camera = (result.top, result.left + state["speed"] * state["t"], HEIGHT, WIDTH)
        scene = array_panel(
            "photo, and what the camera sees",
            photo,
            kind="image",
            cell=1,
            outlines=[camera, result.followed],
            photo=self.shared(state["photo"]),
        )
        frame = array_panel(
            f"video[{state['t']}], one frame",
            result.frame,
            kind="image",
            cell=2,
            outlines=_followed(state["row"], result.column, HEIGHT),
            name="frame",
        )
        over_time = array_panel(
            f"video[:, {state['row']}], over time",
            result.over_time.repeat(FRAME_ROWS, axis=0),
            kind="image",
            cell=2,
            outlines=_followed(state["t"] * FRAME_ROWS, result.column, FRAMES * FRAME_ROWS),
            name="time",
            note=f"{FRAMES} × {WIDTH} × 3: time runs down",
        )
        return Picture([scene, frame, over_time], _formula(result), {state["photo"]: photo})

    def describe(self, result: VideoResult) -> str:
        """Say which cuts are shown and how the lines of the second one lie."""
        state = result.state
        speed = abs(state["speed"])
        if speed == 0:
            lines = "The camera stands still, and every line in it runs straight down"
        else:
            camera, things = ("right", "left") if state["speed"] > 0 else ("left", "right")
            pixels = "1 pixel" if speed == 1 else f"{speed} pixels"
            lines = (
                f"The camera moves to the {camera}, and every line in it leans to the {things}, "
                f"{pixels} a frame"
            )
        return (
            f"A video of {FRAMES} frames, {HEIGHT} × {WIDTH} × 3 each, panned over the photo "
            f"“{state['photo']}”. In the middle frame {state['t']}; on the right row "
            f"{state['row']} of all the frames, one below the other. {lines}. The small box marks "
            f"one place of the photo: it stands in column {result.column} of this frame, and stood "
            f"in column {result.first_column} of frame 0."
        )

    def touch(self, panel: str, row: int, column: int) -> State:
        """Choose the row, or the moment, under the pointer."""
        if panel == "frame":
            return {"row": min(row, HEIGHT - 1)}
        return {"t": min(row // FRAME_ROWS, FRAMES - 1)}


def _followed(row: int, column: int, rows: int) -> list[Cells]:
    """Outline a row, and the thing in it that is followed, inside a picture of so many rows."""
    band = min(max(row - BAND // 2, 0), rows - BAND)
    return [(band, 0, BAND, WIDTH), _box(row, column, rows)]


def _box(row: int, column: int, rows: int) -> Cells:
    """Return the box around a place, moved so that it stays inside a picture of so many rows."""
    top, left = min(max(row - BOX // 2, 0), rows - BOX), column - BOX // 2
    return top, min(left, WIDTH - BOX), BOX, BOX


def _formula(result: VideoResult) -> str:
    """Write the two cuts with their shapes, and where the marked thing stands."""
    state = result.state
    t, row = number("t", state["t"]), number("row", state["row"])
    speed = number("speed", signed_number(state["speed"]))
    if state["speed"] < 0:
        speed = f"({speed})"
    return (
        f"video[{t}] has shape ({HEIGHT}, {WIDTH}, 3); video[:, {row}] has shape "
        f"({FRAMES}, {WIDTH}, 3)<br>"
        f"the small box: column {result.first_column} − {speed}·{t} = <b>{result.column}</b>"
    )
