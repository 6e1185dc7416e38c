"""Every slider of every explorer: dragged, moved from the keyboard, and followed by the words.

What the page shows is compared with an explorer of the same state in this process, whose own
numbers the unit tests hold against SciPy.
"""

import ipywidgets as widgets
import pytest

from cnnkit.explorers import (
    ActivationCurves,
    AdversarialStep,
    ArchitectureBuilder,
    ArchitecturesCompared,
    AttentionByLikeness,
    BatchStatistics,
    BeforeAndAfter,
    BoxOverlap,
    Calibration,
    ChainRule,
    ChannelsToPixels,
    ClassMaps,
    ConvolutionGradients,
    CostAlongTheNetwork,
    CostCalculator,
    DenseAgainstConvolution,
    DetectionCurve,
    DigitsRead,
    DilatedStack,
    DrawADigit,
    DropoutMasks,
    EffectiveField,
    ErrorBrowser,
    ExcitingImage,
    FaceScoreMap,
    FaceThresholds,
    FeatureMaps,
    FirstWeights,
    GradientCheckError,
    GramOfLayer,
    GroupedConnections,
    InceptionModule,
    KernelGallery,
    KernelOnPhoto,
    LayersSideBySide,
    LineFit,
    LogitsToLoss,
    ManyFromOne,
    MovedImage,
    NetworkOnABudget,
    NormalisationMeasured,
    NormalisedStack,
    NormPaths,
    Occluder,
    OptimiserRace,
    PictureQuality,
    PixelProbe,
    PlainAgainstResidual,
    PoolingGradients,
    PoolingWindow,
    Preprocessing,
    RandomisedWeights,
    RateSchedule,
    ReceptiveFieldStack,
    ResidualBlock,
    ShapeExplorer,
    SharedStatistics,
    ShiftedPooling,
    ShuffledPixels,
    SignalThroughDepth,
    SlidingWindow,
    SparsityOfMaps,
    StepsOnParabola,
    StylePainter,
    SuperResolutionTraining,
    TinyNetwork,
    TrainingDashboard,
    TrainingOrEvaluation,
    TransposedSteps,
    UpsamplingPatterns,
    VideoScrubber,
)
from cnnkit.explorers.controls import NumberGrid

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
    ChainRule: "10_backpropagation.ipynb",
    TinyNetwork: "10_backpropagation.ipynb",
    PoolingGradients: "10_backpropagation.ipynb",
    ConvolutionGradients: "10_backpropagation.ipynb",
    GradientCheckError: "10_backpropagation.ipynb",
    StepsOnParabola: "11_optimisers_and_initialisation.ipynb",
    OptimiserRace: "11_optimisers_and_initialisation.ipynb",
    FirstWeights: "11_optimisers_and_initialisation.ipynb",
    RateSchedule: "11_optimisers_and_initialisation.ipynb",
    DrawADigit: "12_training_a_cnn.ipynb",
    TrainingDashboard: "12_training_a_cnn.ipynb",
    FeatureMaps: "14_what_the_network_sees.ipynb",
    Occluder: "14_what_the_network_sees.ipynb",
    ClassMaps: "14_what_the_network_sees.ipynb",
    RandomisedWeights: "14_what_the_network_sees.ipynb",
    ExcitingImage: "14_what_the_network_sees.ipynb",
    AdversarialStep: "14_what_the_network_sees.ipynb",
    BatchStatistics: "13_normalisation_and_dropout.ipynb",
    DropoutMasks: "13_normalisation_and_dropout.ipynb",
    NormPaths: "13_normalisation_and_dropout.ipynb",
    NormalisationMeasured: "13_normalisation_and_dropout.ipynb",
    NormalisedStack: "13_normalisation_and_dropout.ipynb",
    SharedStatistics: "13_normalisation_and_dropout.ipynb",
    TrainingOrEvaluation: "13_normalisation_and_dropout.ipynb",
    ErrorBrowser: "20_capstone.ipynb",
    NetworkOnABudget: "20_capstone.ipynb",
    CostCalculator: "15_convolution_variants.ipynb",
    DilatedStack: "15_convolution_variants.ipynb",
    GroupedConnections: "15_convolution_variants.ipynb",
    TransposedSteps: "15_convolution_variants.ipynb",
    UpsamplingPatterns: "15_convolution_variants.ipynb",
    BeforeAndAfter: "19_super_resolution.ipynb",
    ChannelsToPixels: "19_super_resolution.ipynb",
    ManyFromOne: "19_super_resolution.ipynb",
    PictureQuality: "19_super_resolution.ipynb",
    SuperResolutionTraining: "19_super_resolution.ipynb",
    ArchitecturesCompared: "16_famous_architectures.ipynb",
    AttentionByLikeness: "16_famous_architectures.ipynb",
    InceptionModule: "16_famous_architectures.ipynb",
    LayersSideBySide: "16_famous_architectures.ipynb",
    PlainAgainstResidual: "16_famous_architectures.ipynb",
    ResidualBlock: "16_famous_architectures.ipynb",
    GramOfLayer: "18_style_transfer.ipynb",
    StylePainter: "18_style_transfer.ipynb",
    BoxOverlap: "17_object_detection.ipynb",
    DetectionCurve: "17_object_detection.ipynb",
    FaceScoreMap: "17_object_detection.ipynb",
    FaceThresholds: "17_object_detection.ipynb",
}
FIRST = {
    ShapeExplorer: ("padding", "a number of pixels a side"),
    EffectiveField: ("network", "random weights"),
    SparsityOfMaps: ("image", "digit 3"),
}
"""What to choose from a list, so that every slider can move."""
WHICH = {
    ArchitectureBuilder: 2,
    ChainRule: 1,
    ConvolutionGradients: 2,
    LineFit: 1,
    PoolingWindow: 1,
    ReceptiveFieldStack: 1,
    OptimiserRace: 2,
    SharedStatistics: 1,
    TrainingDashboard: 1,
    TransposedSteps: 1,
}
"""Of several in the notebook, the one that shows all its controls, or most."""
SETTLED = {
    OptimiserRace: {"hidden": ("steep", "rate", "adaptive", "best", "keep", "seed"), "best": True},
}
"""How it is made there, if it does not show all: what is hidden is dragged in its own tests."""
SLIDERS = (widgets.IntSlider, widgets.FloatSlider, widgets.SelectionSlider)
DROPDOWNS = (widgets.Dropdown,)


def parts(explorer, kinds):
    """Return name and label of the controls of these kinds, a stepper's slider among them."""
    found, hidden = {}, SETTLED.get(type(explorer), {}).get("hidden", ())
    for name, control in explorer.controls.items():
        if name in hidden:
            continue
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
    fields = view.box.locator(".widget-text input").all()
    numbers = iter([float(field.input_value()) for field in fields])
    grids = {n: part for n, part in explorer.controls.items() if isinstance(part, NumberGrid)}
    for name, grid in grids.items() if fields else ():
        values[name] = [[next(numbers) for _ in row] for row in grid.cells]
    return values


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, id=kind.__name__, marks=pytest.mark.notebook(name))
        for kind, name in WHERE.items()
    ],
)
def test_every_slider_moves_the_picture(notebook, kind):
    view = notebook.view(kind.title, WHICH.get(kind, 0))
    view.reset()
    if kind in FIRST:
        label, option = FIRST[kind]
        view.dropdown(label).select_option(option)
        view.settle()
    settled = SETTLED.get(kind, {})
    explorer = kind(**settled)
    for label in parts(explorer, SLIDERS).values():
        view.drag(label, 0.8)
        view.settle()
        dragged, picture = state_in_the_page(view, explorer), view.picture.inner_html()
        view.press(label, "ArrowLeft")
        view.settle()
        stepped = state_in_the_page(view, explorer)
        assert stepped != dragged, label
        assert view.picture.inner_html() != picture, label
        expected = kind(**settled | stepped)
        assert view.words == expected.description
        assert view.formula.replace("\n", "") in formula_text(expected)


def formula_text(explorer):
    """Return the formula of an explorer in this process, as the page shows it."""
    html = explorer._picture_view.value
    inner = html.split('<div class="formula"')[1].split(">", 1)[1].split("</div>")[0]
    for tag in ("<br>", "</b>"):
        inner = inner.replace(tag, "")
    return "".join(piece.split(">", 1)[-1] for piece in inner.split("<b"))
