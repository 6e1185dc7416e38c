"""Run notebooks from top to bottom and store them with their outputs and pictures.

Usage: python -m tools.notebooks [NOTEBOOK ...]   (or: make notebooks; without names, all)

An explorer is stored as the picture that Chromium draws of it, beside its words, so that the
notebook reads well where nothing runs; the live view comes back when its cell is run. The view
itself and the widgets' state are not stored: they differ at every run and mean nothing later.
"""

import base64
import io
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from PIL import Image
from playwright.sync_api import Page

from tools.chromium import chromium

ROOT = Path(__file__).parent.parent
VIEW = "application/vnd.jupyter.widget-view+json"
CELL_SECONDS = 120


def markup(model: str, widgets: dict[str, dict[str, Any]]) -> str:
    """Return the HTML of a widget and of all that it holds, in order."""
    state = widgets[model]
    if state.get("_model_name") == "HTMLModel":
        return str(state["value"])
    children = state.get("children", [])
    return "".join(markup(child.removeprefix("IPY_MODEL_"), widgets) for child in children)


def picture(html: str, page: Page) -> bytes:
    """Let the browser draw an explorer's picture, as a PNG."""
    page.set_content(f'<body style="background:#fff;margin:8px">{html}</body>')
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    return page.locator(".cnnkit-picture").screenshot()


def stored(png: bytes) -> str:
    """Return a PNG as nbformat stores it, in 256 colours: a fifth of the size, hardly visible."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    stream = io.BytesIO()
    picture.quantize(256, method=Image.Quantize.MAXCOVERAGE).save(stream, "PNG", optimize=True)
    return base64.b64encode(stream.getvalue()).decode("ascii")


def store_pictures(
    notebook: nbformat.NotebookNode, widgets: dict[str, dict[str, Any]], page: Page
) -> None:
    """Put a picture in the place of each live view, and make all pictures small."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    for data in [output.data for output in outputs if "data" in output]:
        view = data.pop(VIEW, None)
        if view is not None:
            html = markup(view["model_id"], widgets)
            if "cnnkit-picture" in html:
                data["image/png"] = stored(picture(html, page))
        elif "image/png" in data:
            data["image/png"] = stored(base64.b64decode(data["image/png"]))


def run(path: Path, page: Page) -> float:
    """Run one notebook, store it, and return the seconds that its cells took."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        # Under load one print may arrive in two pieces.
        coalesce_streams=True,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    start = time.perf_counter()
    client.execute()
    seconds = time.perf_counter() - start
    store_pictures(notebook, client.widget_state, page)
    notebook.metadata.pop("widgets", None)
    nbformat.write(notebook, path)
    return seconds


def main() -> None:
    """Run the notebooks that the command line names, or all."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 940, "height": 900}, device_scale_factor=1.5)
        for path in paths:
            print(f"{path.name}: {run(path, page):.1f} s", flush=True)


if __name__ == "__main__":
    main()
