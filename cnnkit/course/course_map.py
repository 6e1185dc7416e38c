"""The map of the course: its notebooks, what each builds on, and the nine stages of a CNN."""

from dataclasses import dataclass

from IPython.display import Markdown
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from cnnkit.plots import show
from cnnkit.plots.colours import GRADIENT_COLOUR, LINE_COLOUR


@dataclass(frozen=True)
class Notebook:
    """One notebook of the course.

    Parameters
    ----------
    number : int
        Its place in the reading order.
    title : str
        What it is about.
    needs : tuple of int
        The notebooks whose ideas it uses directly.
    file : str
        The notebook's file.
    """

    number: int
    title: str
    needs: tuple[int, ...]
    file: str


NOTEBOOKS = (
    Notebook(0, "Start here", (), "00_start_here.ipynb"),
    Notebook(1, "Images as tensors", (0,), "01_images_as_tensors.ipynb"),
    Notebook(2, "Why convolution", (0, 1), "02_why_convolution.ipynb"),
    Notebook(3, "Convolution", (0, 1, 2), "03_convolution.ipynb"),
    Notebook(4, "Padding and stride", (2, 3), "04_padding_and_stride.ipynb"),
    Notebook(5, "Activations", (2, 3, 4), "05_activations.ipynb"),
    Notebook(6, "Pooling", (4, 5), "06_pooling.ipynb"),
    Notebook(7, "Receptive fields", (4, 6), "07_receptive_fields.ipynb"),
    Notebook(
        8, "Flatten, dense, softmax, loss", (2, 3, 5, 6), "08_flatten_dense_softmax_loss.ipynb"
    ),
    Notebook(9, "Designing a network", (4, 5, 6, 7, 8), "09_designing_a_network.ipynb"),
    Notebook(10, "Backpropagation", (2, 3, 5, 6, 8), "10_backpropagation.ipynb"),
    Notebook(
        11, "Optimisers and initialisation", (2, 5, 10), "11_optimisers_and_initialisation.ipynb"
    ),
    Notebook(12, "Training a CNN", (9, 10, 11), "12_training_a_cnn.ipynb"),
    Notebook(13, "Normalisation and dropout", (10, 11, 12), "13_normalisation_and_dropout.ipynb"),
    Notebook(14, "What the network sees", (7, 10, 12), "14_what_the_network_sees.ipynb"),
    Notebook(15, "Convolution variants", (4, 9, 10), "15_convolution_variants.ipynb"),
    Notebook(16, "Famous architectures", (9, 13, 14, 15), "16_famous_architectures.ipynb"),
    Notebook(17, "Object detection", (9, 12), "17_object_detection.ipynb"),
    Notebook(18, "Style transfer", (10, 12, 14), "18_style_transfer.ipynb"),
    Notebook(19, "Super-resolution", (1, 3, 12, 15), "19_super_resolution.ipynb"),
    Notebook(20, "Capstone", (9, 12, 13, 14), "20_capstone.ipynb"),
)
"""All notebooks in reading order."""

STAGES = (
    ("Input", "01"),
    ("Convolution", "02, 03, 04"),
    ("Activation", "05"),
    ("Pooling", "06, 07"),
    ("Normalisation", "13"),
    ("Flatten", "08"),
    ("Dense", "08"),
    ("Output", "08"),
    ("Training loop", "10, 11, 12"),
)
"""The stages that an image runs through, and the notebooks that teach each."""

BOX_WIDTH, BOX_HEIGHT = 1.04, 0.62
PITCH = 1.14


def notebook_table() -> Markdown:
    """Return the notebooks as a table, with links."""
    lines = ["| notebook | builds on |", "| --- | --- |"]
    for notebook in NOTEBOOKS:
        name = f"[{notebook.number:02d} {notebook.title}]({notebook.file})"
        needs = ", ".join(f"{number:02d}" for number in notebook.needs) or "nothing"
        lines.append(f"| {name} | {needs} |")
    return Markdown("\n".join(lines))  # type: ignore[no-untyped-call]


def show_stages() -> None:
    """Show the nine stages, from the input to the training loop that changes the weights."""
    figure = Figure(figsize=(7.9, 1.7), layout="constrained")
    axes = figure.subplots()
    for place, (name, notebooks) in enumerate(STAGES):
        _draw_box(axes, place, name, notebooks)
    for place in range(len(STAGES) - 1):
        right = place * PITCH + BOX_WIDTH
        _draw_arrow(axes, (right, BOX_HEIGHT / 2), (right + PITCH - BOX_WIDTH, BOX_HEIGHT / 2))
    first, last = (place * PITCH + BOX_WIDTH / 2 for place in (1, len(STAGES) - 1))
    axes.plot([last, last, first], [-0.02, -0.3, -0.3], color=GRADIENT_COLOUR, linestyle="--")
    _draw_arrow(axes, (first, -0.3), (first, -0.02), colour=GRADIENT_COLOUR)
    axes.text(
        (first + last) / 2, -0.5, "gradients change the weights", color=GRADIENT_COLOUR, ha="center"
    )
    axes.set_xlim(-0.05, PITCH * len(STAGES) - 0.05)
    axes.set_ylim(-0.6, BOX_HEIGHT + 0.05)
    axes.set_axis_off()
    show(
        figure,
        "The nine stages of a convolutional network, with the notebooks that teach them: "
        + "; ".join(f"{name.lower()} ({notebooks})" for name, notebooks in STAGES)
        + ". Values flow through them from left to right; gradients flow back and change the "
        "weights.",
    )


def _draw_box(axes: Axes, place: int, name: str, notebooks: str) -> None:
    """Draw one stage."""
    left = place * PITCH
    box = FancyBboxPatch(
        (left, 0), BOX_WIDTH, BOX_HEIGHT, boxstyle="round,pad=0.01", fc="#eef3f8", ec=LINE_COLOUR
    )
    axes.add_patch(box)
    middle = left + BOX_WIDTH / 2
    axes.text(middle, 0.42, f"{place + 1}", ha="center", fontsize=9)
    axes.text(middle, 0.24, name, ha="center", fontsize=7.8)
    axes.text(middle, 0.08, notebooks, ha="center", fontsize=8)


def _draw_arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str = "#444"
) -> None:
    """Draw an arrow that touches both ends."""
    axes.add_patch(
        FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=9, color=colour, shrinkA=0, shrinkB=0
        )
    )
