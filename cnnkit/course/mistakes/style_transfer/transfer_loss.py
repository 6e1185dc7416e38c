"""Mistakes known in `transfer_loss` of notebook 18."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnkit.course.solutions import style_transfer as solutions

Array = NDArray[Any]


def _gram(maps: Array) -> Array:
    return solutions.gram_matrix(maps)


def _content(made: Array, content: Array) -> float:
    return float(np.mean((made - content) ** 2))


def _style(made: Array, style: Array) -> float:
    return float(np.mean((_gram(made) - _gram(style)) ** 2))


def weights_exchanged(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """You gave each loss the other one's weight.

    With equal weights nobody notices. Set the style weight to 0: what should be left, and what is
    left in yours?
    """
    return style_weight * _content(made, content) + content_weight * _style(made, style)


def weights_left_out(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """You added the two losses as they are.

    One may be a hundred times the other, and then it alone decides. The two weights say how much
    each of them counts. Where do you use them?
    """
    return _content(made, content) + _style(made, style)


def content_from_the_style(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """You took the style from the content picture.

    Your style loss compares with the Gram matrix of `content`, so that the other picture plays no
    part: change it, and your number stays. Which maps does the Gram matrix to be reached come from?
    """
    return content_weight * _content(made, content) + style_weight * _style(made, content)


def grams_for_content(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """You compared Gram matrices for the content, too.

    A Gram matrix forgets the places. Shuffle the content, and your content loss stays as it is: a
    cat in pieces would do. What is compared place by place?
    """
    return content_weight * _style(made, content) + style_weight * _style(made, style)


def maps_for_style(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """You compared the style place by place, as you did the content.

    That asks for a picture that lies between the two, as in a double exposure. And it fails when
    the style picture has another size. What of the style's maps is to be reached?
    """
    return content_weight * _content(made, content) + style_weight * _content(made, style)


def gram_of_the_difference(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """You took the Gram matrix of the difference, and the difference of Gram matrices is asked for.

    `made - style` compares place by place again, before anything is forgotten. Pictures of
    different sizes cannot even be subtracted. What is made of each picture first?
    """
    style_loss = float(np.mean(_gram(made - style) ** 2))
    return content_weight * _content(made, content) + style_weight * style_loss


def sums_for_means(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """You added the squares, and their means are asked for.

    Then the content counts more the larger the picture is, and the style more the more channels
    there are. Which function divides by the count?
    """
    content_loss = float(np.sum((made - content) ** 2))
    style_loss = float(np.sum((_gram(made) - _gram(style)) ** 2))
    return content_weight * content_loss + style_weight * style_loss


def places_not_counted(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """Your Gram matrices are not divided by the number of places.

    If both pictures have one size, that is a factor. If not, the larger one has the larger matrix,
    whatever its style. What did `gram_matrix` divide by?
    """
    grams = [_gram(maps) * maps.shape[0] * maps.shape[1] for maps in (made, style)]
    style_loss = float(np.mean((grams[0] - grams[1]) ** 2))
    return content_weight * _content(made, content) + style_weight * style_loss


def sizes_for_squares(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """You averaged the sizes of the differences, and their squares are asked for.

    That is a loss, too, and less strict with large differences. What is done to each difference
    before the mean?
    """
    content_loss = float(np.mean(np.abs(made - content)))
    style_loss = float(np.mean(np.abs(_gram(made) - _gram(style))))
    return content_weight * content_loss + style_weight * style_loss


def weights_within_the_square(
    made: Array, content: Array, style: Array, content_weight: float, style_weight: float
) -> float:
    """You multiplied with the weights before squaring.

    Then a weight of 10 counts as 100. A weight of 1 shows nothing. Does the weight belong to the
    difference, or to the loss?
    """
    return content_weight**2 * _content(made, content) + style_weight**2 * _style(made, style)


TRANSFER_LOSS = (
    weights_exchanged,
    weights_left_out,
    content_from_the_style,
    grams_for_content,
    maps_for_style,
    gram_of_the_difference,
    sums_for_means,
    places_not_counted,
    sizes_for_squares,
    weights_within_the_square,
)
