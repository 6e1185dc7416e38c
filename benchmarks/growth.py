"""How time and memory of a convolution grow with the batch, the channels and the image.

    python -m pip install threadpoolctl
    python -m benchmarks.growth

Time per multiply-add should stay the same or fall; memory besides the result should stay bounded.
"""

import sys
from pathlib import Path

import numpy as np
import threadpoolctl

sys.path.insert(0, str(Path(__file__).parent.parent))  # also where cnnkit is not installed

from benchmarks.timing import describe_machine, extra_memory, medians, print_head, print_row
from cnnkit.functional import conv2d, conv2d_backward

SERIES = {
    "batch": [(batch, 28, 32) for batch in (1, 4, 16, 64)],
    "channels": [(8, 28, channels) for channels in (1, 4, 16, 64, 256)],
    "image": [(1, size, 32) for size in (16, 32, 64, 128, 256, 512)],
}


def main() -> None:
    with threadpoolctl.threadpool_limits(1):
        describe_machine()
        print("\n3×3 kernels, as many filters as channels, padding 1.\n")
        print_head(
            *("grows", "batch", "image", "channels"),
            *("forward ms", "ps / multiply-add", "extra MiB"),
            *("backward ms", "ps / multiply-add", "extra MiB"),
            text_columns=1,
        )
        for name, sizes in SERIES.items():
            for batch, size, channels in sizes:
                rng = np.random.default_rng(0)
                x = rng.standard_normal((batch, size, size, channels), np.float32)
                kernel = rng.standard_normal((3, 3, channels, channels), np.float32)
                multiply_adds = x.size * 9 * channels
                ways = {
                    "forward": lambda x=x, kernel=kernel: conv2d(x, kernel, padding=1),
                    # Two products: one for the input's gradient, one for the kernel's.
                    "backward": lambda x=x, kernel=kernel: conv2d_backward(x, x, kernel, padding=1),
                }
                seconds = medians(ways)
                cells = []
                for way, products in (("forward", 1), ("backward", 2)):
                    each = 1e12 * seconds[way] / (products * multiply_adds)
                    cells += [f"{1000 * seconds[way]:.2f}", f"{each:.1f}"]
                    cells.append(f"{extra_memory(ways[way]):.2f}")
                print_row(name, batch, f"{size}×{size}", channels, *cells)


if __name__ == "__main__":
    main()
