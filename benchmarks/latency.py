"""How long a slider takes to change the picture, beside `interact` with inline matplotlib.

Usage: python -m benchmarks.latency

In the kernel: CPU time and size of one update, over all sliders of an explorer. In the browser,
for its first slider: from the key press to the first frame that shows the new state, in
JupyterLab in headless Chromium; and pictures a second while keys move that slider without a pause,
as a fast drag does. All ways are measured in turn, in one notebook and one run, so
that the ratios hold on a busy machine too.
"""

import json
import os
import tempfile
import time
from pathlib import Path

import ipywidgets as widgets
import nbformat.v4
import numpy as np
from playwright.sync_api import Locator, Page

from benchmarks.machine import blas_in_use
from cnnkit import explorers
from cnnkit.explorers import Explorer
from tools.chromium import chromium
from tools.jupyterlab import run_all_cells, running_lab

PRESSES = 60
DRAG_SECONDS = 2
KERNEL_UPDATES = 200
SLIDERS = (widgets.IntSlider, widgets.FloatSlider, widgets.SelectionSlider)

SETUP = """
import json, time
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from cnnkit import explorers
from cnnkit.explorers.photos import small_photo
from cnnkit.functional import conv2d
from cnnkit.kernels import hand_made
views = {}
"""

SHOW = """
views["{name}"] = explorers.{name}()
views["{name}"]
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

# All sliders of an explorer in turn, each from one place to another.
KERNEL_TIMES = f"""
KINDS = (ipywidgets.IntSlider, ipywidgets.FloatSlider, ipywidgets.SelectionSlider)

def parts(widget):
    return [widget, *(part for child in getattr(widget, "children", ()) for part in parts(child))]

def places(slider):
    if isinstance(slider, ipywidgets.SelectionSlider):
        return list(slider.options)
    count = min(20, round((slider.max - slider.min) / slider.step))
    steps = [slider.min + slider.step * round(place) for place in
             np.linspace(0, (slider.max - slider.min) / slider.step, count + 1)]
    return [type(slider.value)(step) for step in steps]

def timed(change):
    start = time.thread_time()
    change()
    return 1000 * (time.thread_time() - start)

def measured(view):
    sliders = [part for part in parts(view.box) if isinstance(part, KINDS)]
    times, sizes = [], []
    for turn in range(10_000):
        slider = sliders[turn % len(sliders)]
        if slider.disabled:
            continue
        possible = places(slider)
        value = possible[(7 * (turn // len(sliders)) + 3) % len(possible)]
        if value == slider.value:
            continue
        times.append(timed(lambda: setattr(slider, "value", value)))
        sizes.append(len(view._picture_view.value) / 1000)
        if len(times) == {KERNEL_UPDATES}:
            break
    return times, sizes

def slide_interact(value):
    by_interact.children[0].value = value

result = {{name: measured(view) for name, view in views.items()}}
result["interact"] = [timed(lambda: slide_interact(1 + turn % 4)) for turn in range(60)], [0]
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


COUNT = """(box) => {
    window.pictures = 0;
    new MutationObserver((changes) => {
        window.pictures += changes.some(({ target, addedNodes }) =>
            target.closest?.('.widget-html, .jp-OutputArea') && addedNodes.length);
    }).observe(box, { childList: true, subtree: true });
}"""


def inside(widget: widgets.Widget) -> list[widgets.Widget]:
    """Return a widget and everything in it."""
    return [widget, *(part for child in getattr(widget, "children", ()) for part in inside(child))]


def sliders(name: str) -> list[str]:
    """Return the labels of an explorer's sliders; the first is pressed in the browser."""
    view = getattr(explorers, name)()
    parts = [part for part in inside(view.box) if isinstance(part, SLIDERS)]
    return [str(part.description) for part in parts if not part.disabled]


NAMES = [
    name
    for name, kind in vars(explorers).items()
    if isinstance(kind, type) and issubclass(kind, Explorer) and kind is not Explorer
    if sliders(name)
]
"""Those with a slider: what has only lists is not dragged."""


def notebook() -> nbformat.NotebookNode:
    """Return the notebook in which everything is measured: one cell a way, then the kernel."""
    cells = [SETUP, *(SHOW.format(name=name) for name in NAMES), INTERACT, KERNEL_TIMES]
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source.strip()) for source in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}},
    )


def in_the_kernel(page: Page) -> dict[str, tuple[list[float], list[float]]]:
    """Read what the last cell has measured: milliseconds and kilobytes an update."""
    text = page.locator(".jp-OutputArea-output", has_text="measured:").last.inner_text()
    measured: dict[str, tuple[list[float], list[float]]]
    measured = json.loads(text.split("measured:", 1)[1])
    return measured


def in_the_browser(page: Page, place: int, label: str) -> tuple[list[float], float]:
    """Press keys on one slider; return milliseconds a press, and pictures a second in a drag."""
    box = page.locator(".jp-CodeCell").nth(place + 1).locator(".jp-Cell-outputArea").first
    handle = box.locator(".widget-slider").filter(has_text=label).first.locator(".noUi-handle")
    handle.scroll_into_view_if_needed()
    page.evaluate(WATCH, [box.element_handle(), label])
    handle.focus()
    at_its_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    for press in range(PRESSES):
        page.keyboard.press(("ArrowRight", "ArrowLeft")[(press + at_its_end) % 2])
        page.wait_for_function("count => window.latencies.length > count", arg=press)
        page.wait_for_timeout(60)
    times: list[float] = page.evaluate("window.latencies")
    return times, pictures_a_second(page, box)


def pictures_a_second(page: Page, box: Locator) -> float:
    """Move the slider that has the focus back and forth without a pause, and count pictures."""
    page.evaluate(COUNT, box.element_handle())
    began = time.perf_counter()
    while (seconds := time.perf_counter() - began) < DRAG_SECONDS:
        page.keyboard.press(("ArrowRight", "ArrowLeft")[int(5 * seconds) % 2])
        page.wait_for_timeout(16)
    return float(page.evaluate("window.pictures")) / seconds


def percentiles(times: list[float]) -> str:
    """Return the median and the 95th percentile."""
    median, late = np.percentile(times, [50, 95])
    return f"{median:6.1f} / {late:6.1f}"


def main() -> None:
    """Measure and print the table."""
    labels = {name: sliders(name)[0] for name in NAMES} | {"interact": "dilation"}
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
            in_browser = {
                name: in_the_browser(page, place, label)
                for place, (name, label) in enumerate(labels.items())
            }
    load = os.getloadavg()[0]
    print("\n".join(blas_in_use()))  # the kernel's own is the same: the environment is inherited
    print(f"p50 / p95 in ms; {os.cpu_count()} cores, load {load:.1f}; {PRESSES} presses")
    print(
        f"{'':24}{'kernel (CPU)':>17}{'kB, largest':>13}{'key to pixels':>17}{'times faster':>14}"
        f"{'pictures/s':>12}"
    )
    for name, (times, pictures) in in_browser.items():
        ratio = np.median(in_browser["interact"][0]) / np.median(times)
        milliseconds, kilobytes = kernel[name]
        row = f"{percentiles(milliseconds):>17}{max(kilobytes):>13.0f}"
        print(f"{name:24}{row}{percentiles(times):>17}{ratio:>14.1f}{pictures:>12.0f}")


if __name__ == "__main__":
    main()
