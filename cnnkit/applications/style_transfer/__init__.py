"""Style transfer: one picture's content, another's style, by descent on the pixels."""

from cnnkit.applications.style_transfer.features import maps_of, pixel_gradient
from cnnkit.applications.style_transfer.gram import gram_loss, gram_loss_gradient, gram_matrix
from cnnkit.applications.style_transfer.losses import (
    content_loss,
    content_loss_gradient,
    total_variation,
    total_variation_gradient,
)
from cnnkit.applications.style_transfer.measured import (
    STYLE_WEIGHTS,
    made_pictures,
    what_is_left,
)
from cnnkit.applications.style_transfer.strokes import painted_strokes
from cnnkit.applications.style_transfer.transfer import (
    CONTENT_LAYER,
    STYLE_LAYERS,
    StyleTransfer,
    TransferStep,
    Weights,
)

__all__ = [
    "CONTENT_LAYER",
    "STYLE_LAYERS",
    "STYLE_WEIGHTS",
    "StyleTransfer",
    "TransferStep",
    "Weights",
    "content_loss",
    "content_loss_gradient",
    "gram_loss",
    "gram_loss_gradient",
    "gram_matrix",
    "made_pictures",
    "maps_of",
    "painted_strokes",
    "pixel_gradient",
    "total_variation",
    "total_variation_gradient",
    "what_is_left",
]
