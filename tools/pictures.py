"""Take the README's pictures of explorers in a JupyterLab, as learners see them.

Usage: python -m tools.pictures   (or: make pictures)
"""

import io
import tempfile
from pathlib import Path

import nbformat
from PIL import Image

from tools.chromium import chromium
from tools.jupyterlab import ROOT, run_all_cells, running_lab

FOLDER = ROOT / "docs" / "pictures"
EXPLORERS = {
    "shape_explorer": "ShapeExplorer(height=6, width=9, kernel_size=3, stride=2, column=1)",
    "kernel_on_photo": "KernelOnPhoto()",
    "draw_a_digit": "DrawADigit(image=3)",
    "tiny_network": "TinyNetwork(step=10)",
}
"""By the name of the file, what makes the explorer."""


def main() -> None:
    """Write docs/pictures/ anew."""
    cells = [nbformat.v4.new_code_cell("from cnnkit.explorers import *")]
    cells += [nbformat.v4.new_code_cell(source) for source in EXPLORERS.values()]
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        root = Path(scratch) / "root"
        root.mkdir()
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(notebook, root / "pictures.ipynb")
        with running_lab(root, Path(scratch)) as lab:
            page = browser.new_page(
                viewport={"width": 1120, "height": 2400}, device_scale_factor=1.5
            )
            lab.open(page, "pictures.ipynb")
            run_all_cells(page)
            boxes = page.locator(".jp-OutputArea-output .widget-vbox:has(.cnnkit-picture)")
            for number, name in enumerate(EXPLORERS):
                picture = Image.open(io.BytesIO(boxes.nth(number).screenshot())).convert("RGB")
                picture.quantize(256).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
