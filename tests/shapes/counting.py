"""Window arithmetic without a formula: every window is a list of positions, and is counted."""

from dataclasses import dataclass
from itertools import count

from hypothesis import strategies as st


@dataclass(frozen=True)
class Axis:
    """One axis with everything that places windows on it; padding is given as two sides."""

    size: int
    kernel_size: int
    stride: int
    before: int
    after: int
    dilation: int

    @property
    def sides(self) -> tuple[int, int]:
        return self.before, self.after

    @property
    def arguments(self) -> dict:
        return {
            "size": self.size,
            "kernel_size": self.kernel_size,
            "stride": self.stride,
            "padding": self.sides,
            "dilation": self.dilation,
        }

    def windows(self, ceil_mode: bool = False) -> list[list[int]]:
        """Return each window as the pixels it touches; padding lies below 0 or from size on."""
        found = []
        for start in count(-self.before, self.stride):
            touched = [start + tap * self.dilation for tap in range(self.kernel_size)]
            overhang = touched[-1] - (self.size + self.after - 1)
            if overhang >= (self.stride if ceil_mode else 1):
                return found
            if ceil_mode and start >= self.size:
                return found
            found.append(touched)


def axes(*, largest=14, most_padding=6):
    """Draw an axis; its kernel may be even, longer than the axis, or shorter than the stride."""
    return st.builds(
        Axis,
        size=st.integers(1, largest),
        kernel_size=st.integers(1, 6),
        stride=st.integers(1, 6),
        before=st.integers(0, most_padding),
        after=st.integers(0, most_padding),
        dilation=st.integers(1, 4),
    )
