"""Every slider of every explorer: dragged, moved from the keyboard, and followed by the words.

What the page shows is compared with an explorer of the same state in this process, whose own
numbers the unit tests hold against SciPy.
"""

import ipywidgets as widgets
import pytest

from cnnkit.explorers import (
    ActivationCurves,
    ArchitectureBuilder,
    Calibration,
    CostAlongTheNetwork,
    DenseAgainstConvolution,
    DigitsRead,
    EffectiveField,
    KernelGallery,
    KernelOnPhoto,
    LineFit,
    LogitsToLoss,
    MovedImage,
    PixelProbe,
    PoolingWindow,
    Preprocessing,
    ReceptiveFieldStack,
    ShapeExplorer,
    ShiftedPooling,
    ShuffledPixels,
    SignalThroughDepth,
    SlidingWindow,
    SparsityOfMaps,
    VideoScrubber,
)

pytestmark = pytest.mark.timeout(300)

WHERE = {
    KernelOnPhoto: "00_start_here.ipynb",
    PixelProbe: "01_images_as_tensors.ipynb",
    Preprocessing: "01_images_as_tensors.ipynb",
    VideoScrubber: "01_images_as_tensors.ipynb",
    LineFit: "02_why_convolution.ipynb",
    DenseAgainstConvolution: "02_why_convolution.ipynb",
    ShuffledPixels: "02_why_convolution.ipynb",
    MovedImage: "02_why_convolution.ipynb",
    SlidingWindow: "04_padding_and_stride.ipynb",
    KernelGallery: "04_padding_and_stride.ipynb",
    ShapeExplorer: "04_padding_and_stride.ipynb",
    ActivationCurves: "05_activations.ipynb",
    SignalThroughDepth: "05_activations.ipynb",
    SparsityOfMaps: "05_activations.ipynb",
    PoolingWindow: "06_pooling.ipynb",
    ShiftedPooling: "06_pooling.ipynb",
    ReceptiveFieldStack: "07_receptive_fields.ipynb",
    EffectiveField: "07_receptive_fields.ipynb",
    Calibration: "08_flatten_dense_softmax_loss.ipynb",
    DigitsRead: "08_flatten_dense_softmax_loss.ipynb",
    LogitsToLoss: "08_flatten_dense_softmax_loss.ipynb",
    ArchitectureBuilder: "09_designing_a_network.ipynb",
    CostAlongTheNetwork: "09_designing_a_network.ipynb",
}
FIRST = {
    ShapeExplorer: ("padding", "a number of pixels a side"),
    EffectiveField: ("network", "random weights"),
    SparsityOfMaps: ("image", "digit 3"),
}
"""What to choose from a list, so that every slider can move."""
WHICH = {ArchitectureBuilder: 2, LineFit: 1, PoolingWindow: 1, ReceptiveFieldStack: 1}
"""Of several in the notebook, the one that shows all its controls."""
SLIDERS = (widgets.IntSlider, widgets.FloatSlider, widgets.SelectionSlider)
DROPDOWNS = (widgets.Dropdown,)


def parts(explorer, kinds):
    """Return name and label of the controls of these kinds, a stepper's slider among them."""
    found = {}
    for name, control in explorer.controls.items():
        whole = getattr(control, "widget", control)
        for widget in (whole, *getattr(whole, "children", ())):
            if isinstance(widget, kinds):
                found[name] = widget.description
    return found


def state_in_the_page(view, explorer):
    """Read the sliders, lists and kernels that the learner sees."""
    values = {name: view.value(label) for name, label in parts(explorer, SLIDERS).items()}
    lists = parts(explorer, DROPDOWNS)
    values |= {name: view.dropdown(label).input_value() for name, label in lists.items()}
    fields = view.box.locator(".widget-text input")
    numbers = [float(field.input_value()) for field in fields.all()]
    return values | ({"kernel": [numbers[:3], numbers[3:6], numbers[6:]]} if numbers else {})


@pytest.mark.parametrize("kind", WHERE, ids=lambda kind: kind.__name__)
def test_every_slider_moves_the_picture(opened, kind):
    view = opened(WHERE[kind]).view(kind.title, WHICH.get(kind, 0))
    view.reset()
    if kind in FIRST:
        label, option = FIRST[kind]
        view.dropdown(label).select_option(option)
        view.settle()
    explorer = kind()
    for label in parts(explorer, SLIDERS).values():
        view.drag(label, 0.8)
        view.settle()
        dragged, picture = state_in_the_page(view, explorer), view.picture.inner_html()
        view.press(label, "ArrowLeft")
        view.settle()
        stepped = state_in_the_page(view, explorer)
        assert stepped != dragged, label
        assert view.picture.inner_html() != picture, label
        expected = kind(**stepped)
        assert view.words == expected.description
        assert view.formula.replace("\n", "") in formula_text(expected)


def formula_text(explorer):
    """Return the formula of an explorer in this process, as the page shows it."""
    html = explorer._picture_view.value
    inner = html.split('<div class="formula"')[1].split(">", 1)[1].split("</div>")[0]
    for tag in ("<br>", "</b>"):
        inner = inner.replace(tag, "")
    return "".join(piece.split(">", 1)[-1] for piece in inner.split("<b"))
