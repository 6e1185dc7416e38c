"""How long a slider takes to change the picture, beside `interact` with inline matplotlib.

Usage: python -m benchmarks.latency

In the kernel: CPU time of one update. In the browser: from the key press to the first frame
that shows the new state, in JupyterLab in headless Chromium. All ways are measured in turn, in
one notebook and one run, so that the ratios hold on a busy machine too.
"""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat.v4
import numpy as np
from playwright.sync_api import Page

from benchmarks.machine import blas_in_use
from tools.chromium import chromium
from tools.jupyterlab import run_all_cells, running_lab

PRESSES = 60
KERNEL_UPDATES = 200

SETUP = """
import json, time
import numpy as np
import ipywidgets
import matplotlib.pyplot as plt
from IPython.display import display
from cnnkit.explorers import KernelGallery, KernelOnPhoto, ShapeExplorer, SlidingWindow
from cnnkit.explorers.photos import small_photo
from cnnkit.functional import conv2d
from cnnkit.kernels import hand_made
views = {
    "KernelOnPhoto": KernelOnPhoto(),
    "SlidingWindow": SlidingWindow(padding=2),
    "KernelGallery": KernelGallery(),
    "KernelGallery in colour": KernelGallery(colour=True),
    "ShapeExplorer": ShapeExplorer(height=12, width=14),
}
"""

# What most courses do: the same photo, kernel and map, drawn anew by pyplot.
INTERACT = """
def draw(dilation=1):
    photo = small_photo("chelsea", grey=True, longest_side=192)
    kernel = hand_made("vertical edges", 3).astype(np.float32)
    feature_map = conv2d(photo[None, :, :, None], kernel[:, :, None, None], dilation=dilation)
    figure, axes = plt.subplots(1, 3, figsize=(9, 3))
    limit = abs(feature_map).max()
    axes[0].imshow(photo, cmap="gray")
    axes[1].imshow(kernel, cmap="RdBu_r")
    axes[2].imshow(feature_map[0, :, :, 0], cmap="RdBu_r", vmin=-limit, vmax=limit)
    plt.show()
    print(f"shown: {dilation}")

by_interact = ipywidgets.interactive(draw, dilation=(1, 6))
display(by_interact)
"""

KERNEL_TIMES = f"""
def updates(change, values):
    times = []
    for place in range({KERNEL_UPDATES}):
        start = time.thread_time()
        change(values[place % len(values)])
        times.append(1000 * (time.thread_time() - start))
    return times

def slide(view, control):
    widget = view.controls[control]
    return lambda value: setattr(widget, "value", value)

def slide_interact(value):
    by_interact.children[0].value = value

result = {{
    "KernelOnPhoto": updates(slide(views["KernelOnPhoto"], "row"), [50, 90, 130, 170]),
    "SlidingWindow": updates(slide(views["SlidingWindow"], "step"), [3, 9, 14, 20]),
    "KernelGallery": updates(slide(views["KernelGallery"], "dilation"), [1, 2, 4, 3]),
    "KernelGallery in colour": updates(
        slide(views["KernelGallery in colour"], "dilation"), [1, 2, 4, 3]
    ),
    "ShapeExplorer": updates(slide(views["ShapeExplorer"], "dilation"), [1, 2, 4, 3]),
    "interact": updates(slide_interact, [1, 2, 4, 3]),
}}
print("measured:" + json.dumps(result))
"""

# From the key to the frame: the picture is watched until it shows what the slider says.
WATCH = """([box, label]) => {
    const find = () => [...box.querySelectorAll('.widget-slider')]
        .find((slider) => slider.textContent.replace(/^[\\s\\u200b]*/, '').startsWith(label));
    const handle = find().querySelector('.noUi-handle');
    const record = (window.latencies = []);
    let pressed = null;
    handle.addEventListener('keydown', (event) => { pressed = event.timeStamp; });
    const painted = (then) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = then;
        channel.port2.postMessage(null);
    });
    new MutationObserver((changes) => {
        const picture = changes.some(({ target, addedNodes }) =>
            target.closest?.('.widget-html, .jp-OutputArea') && addedNodes.length);
        const image = box.querySelector('.jp-OutputArea img');
        if (!picture || pressed === null) return;
        const value = find().querySelector('.widget-readout').textContent;
        const shown = box.querySelector('.jp-OutputArea')
            ? image && box.textContent.includes(`shown: ${value}`)
            : true;
        if (!shown) return;
        const start = pressed;
        pressed = null;
        const done = () => painted(() => record.push(performance.now() - start));
        image ? image.decode().then(done, done) : done();
    }).observe(box, { childList: true, subtree: true });
}"""


@dataclass(frozen=True)
class Slider:
    """One way of showing, and the slider that is moved."""

    way: str
    label: str
    keys: tuple[str, str] = ("ArrowRight", "ArrowLeft")


SLIDERS = (
    Slider("KernelOnPhoto", "window, row"),
    Slider("SlidingWindow", "window"),
    Slider("KernelGallery", "dilation"),
    Slider("KernelGallery in colour", "dilation"),
    Slider("ShapeExplorer", "stride"),
    Slider("interact", "dilation"),
)


def notebook() -> nbformat.NotebookNode:
    """Return the notebook in which everything is measured: one cell a way, then the kernel."""
    cells = [SETUP]
    cells += [f'views["{slider.way}"]' for slider in SLIDERS if slider.way != "interact"]
    cells += [INTERACT, KERNEL_TIMES]
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source.strip()) for source in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}},
    )


def in_the_kernel(page: Page) -> dict[str, list[float]]:
    """Read what the last cell has measured."""
    text = page.locator(".jp-OutputArea-output", has_text="measured:").last.inner_text()
    measured: dict[str, list[float]] = json.loads(text.split("measured:", 1)[1])
    return measured


def in_the_browser(page: Page, place: int, slider: Slider) -> list[float]:
    """Press keys on one slider; return milliseconds a press."""
    box = page.locator(".jp-CodeCell").nth(place + 1).locator(".jp-Cell-outputArea").first
    handle = (
        box.locator(".widget-slider").filter(has_text=slider.label).first.locator(".noUi-handle")
    )
    handle.scroll_into_view_if_needed()
    page.evaluate(WATCH, [box.element_handle(), slider.label])
    handle.focus()
    for press in range(PRESSES):
        page.keyboard.press(slider.keys[press % 2])
        page.wait_for_function("count => window.latencies.length > count", arg=press)
        page.wait_for_timeout(60)
    times: list[float] = page.evaluate("window.latencies")
    return times


def percentiles(times: list[float]) -> str:
    """Return the median and the 95th percentile."""
    median, late = np.percentile(times, [50, 95])
    return f"{median:6.1f} / {late:6.1f}"


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        root, scratch = Path(folder) / "root", Path(folder) / "scratch"
        root.mkdir()
        scratch.mkdir()
        nbformat.write(notebook(), root / "latency.ipynb")
        with running_lab(root, scratch) as lab, chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            lab.open(page, "latency.ipynb")
            run_all_cells(page)
            kernel = in_the_kernel(page)
            browser_times = {
                slider.way: in_the_browser(page, place, slider)
                for place, slider in enumerate(SLIDERS)
            }
    load = os.getloadavg()[0]
    print("\n".join(blas_in_use()))  # the kernel's own is the same: the environment is inherited
    print(f"p50 / p95 in ms; {os.cpu_count()} cores, load {load:.1f}; {PRESSES} presses")
    print(f"{'':26}{'kernel (CPU)':>17}{'key to pixels':>17}{'times faster':>14}")
    for way, times in browser_times.items():
        ratio = np.median(browser_times["interact"]) / np.median(times)
        row = f"{percentiles(kernel[way]):>17}{percentiles(times):>17}{ratio:>14.1f}"
        print(f"{way:26}{row}")


if __name__ == "__main__":
    main()
