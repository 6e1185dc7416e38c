"""Mistakes known in `centre_crop` of notebook 01."""

from typing import Any

from numpy.typing import NDArray

from cnnkit.course.solutions.images_as_tensors import centre_crop

Array = NDArray[Any]


def height_and_width_swapped(image: Array, height: int, width: int) -> Array:
    """You swapped height and width.

    Your part has as many rows as columns were asked for. In an array rows come first: axis 0 runs
    down, and its length is the height. Which of your two slices stands in front of the comma?
    """
    return centre_crop(image, width, height)


def from_the_top_left_corner(image: Array, height: int, width: int) -> Array:
    """You cut the part out of the top left corner.

    Its size is right. But what is left over should lie on both sides: of 4 rows with 2 kept, one
    above and one below. At which row does the part begin then?
    """
    return image[:height, :width]


def from_the_bottom_right_corner(image: Array, height: int, width: int) -> Array:
    """You left everything that is over above and on the left.

    The part ends at the last row and column. What is over, `H - height`, has two sides to lie on.
    What should you do with that number before you begin there?
    """
    return image[image.shape[0] - height :, image.shape[1] - width :]


def begun_at_the_middle(image: Array, height: int, width: int) -> Array:
    """You began the part at the image's middle, and the middle should lie inside it.

    H // 2 is the middle row; a part that begins there lies too far down. How many rows are left
    over, `H - height`, and what share of them lies above the part?
    """
    top, left = image.shape[0] // 2, image.shape[1] // 2
    return image[top : top + height, left : left + width]


def halves_taken_apart(image: Array, height: int, width: int) -> Array:
    """You halved the image and the part apart from each other, and so rounded twice.

    8 columns with 3 kept leave 5 over: 2 on the left, 3 on the right. But 8 // 2 − 3 // 2 is
    4 − 1 = 3. Which one number should be halved?
    """
    top, left = image.shape[0] // 2 - height // 2, image.shape[1] // 2 - width // 2
    return image[top : top + height, left : left + width]


def half_on_each_side_of_the_middle(image: Array, height: int, width: int) -> Array:
    """You went half of the part's size to either side of the middle, and 3 // 2 + 3 // 2 is 2.

    Your part lacks a row or a column where the size asked for is odd. Where does the part end if
    it begins at `top` and is `height` long?
    """
    middle, centre = image.shape[0] // 2, image.shape[1] // 2
    up, left = height // 2, width // 2
    return image[middle - up : middle + up, centre - left : centre + left]


def length_taken_for_the_end(image: Array, height: int, width: int) -> Array:
    """You gave the slice a length where it wants an end.

    `x[top : height]` stops at row `height` of the image, so that your part is too small by what
    lies above it. A part that begins at `top` and is `height` long ends where?
    """
    top, left = (image.shape[0] - height) // 2, (image.shape[1] - width) // 2
    return image[top:height, left:width]


def end_counted_in(image: Array, height: int, width: int) -> Array:
    """You took one row and one column too many.

    A slice stops before its end, so `x[1:3]` has two rows already. Adding 1, as if the end were
    counted in, is one too many. What does `top + height` alone give?
    """
    top, left = (image.shape[0] - height) // 2, (image.shape[1] - width) // 2
    return image[top : top + height + 1, left : left + width + 1]


def odd_pixel_before(image: Array, height: int, width: int) -> Array:
    """You put the odd pixel above and on the left, and here it stays below and on the right.

    5 rows with 2 kept leave 3 over, which cannot be halved. Both ways are used; here `//` decides,
    so that 1 is above and 2 below. Do you round up?
    """
    top = (image.shape[0] - height + 1) // 2
    left = (image.shape[1] - width + 1) // 2
    return image[top : top + height, left : left + width]


def equal_margins(image: Array, height: int, width: int) -> Array:
    """You took the same margin off both sides, which works only if it can be halved.

    With an odd number left over your part is a pixel too large, and with nothing left over
    `x[0:-0]` is empty. Where does the part end if you count from its beginning?
    """
    top, left = (image.shape[0] - height) // 2, (image.shape[1] - width) // 2
    return image[top:-top, left:-left]


def margins_taken_off_both_sides(image: Array, height: int, width: int) -> Array:
    """You took the same margin off both sides, and an odd number left over cannot be halved.

    5 rows with 2 kept leave 3 over: with 1 off above and 1 off below, your part has 3 rows. Where
    does the part end if you count from its beginning?
    """
    top, left = (image.shape[0] - height) // 2, (image.shape[1] - width) // 2
    return image[top : image.shape[0] - top, left : image.shape[1] - left]


def sides_of_the_image_swapped(image: Array, height: int, width: int) -> Array:
    """You took the image's width for its height.

    The shape is (H, W, C), so that `image.shape[0]` counts the rows. You computed where the rows
    begin from the number of columns. In which order does your code name the three numbers of the
    shape?
    """
    top, left = (image.shape[1] - height) // 2, (image.shape[0] - width) // 2
    return image[top : top + height, left : left + width]


def halves_rounded_to_even(image: Array, height: int, width: int) -> Array:
    """You halved with `/` and used `round`, which takes the half to the even neighbour.

    1.5 and 2.5 both become 2, so that the odd pixel lies now before the part, now behind it. Here
    it should always lie behind. Which division rounds down?
    """
    top, left = round((image.shape[0] - height) / 2), round((image.shape[1] - width) / 2)
    return image[top : top + height, left : left + width]


def channels_taken_for_columns(image: Array, height: int, width: int) -> Array:
    """You cropped the axes 1 and 2, as if the channels came first.

    The image is (H, W, C): rows on axis 0, columns on axis 1. Yours still has all its rows. In
    which layout would `image[:, top:…, left:…]` be right?
    """
    top, left = (image.shape[1] - height) // 2, (image.shape[2] - width) // 2
    return image[:, max(top, 0) : max(top, 0) + height, max(left, 0) : max(left, 0) + width]


def pixels_skipped(image: Array, height: int, width: int) -> Array:
    """You made the image smaller by leaving pixels out, and a crop keeps neighbours together.

    A slice with a step, `x[::2]`, shrinks the whole image. A crop shows a part of it, with every
    pixel of that part. Which kind of slice takes rows that follow each other?
    """
    down, right = image.shape[0] // height, image.shape[1] // width
    return image[::down, ::right][:height, :width]


def one_margin_for_both(image: Array, height: int, width: int) -> Array:
    """You used the margin of the rows for the columns too.

    What is left over is counted along each axis by itself: 6 columns with 2 kept leave more than 4
    rows with 2 kept. From which length do you compute where the columns begin?
    """
    top = (image.shape[0] - height) // 2
    return image[top : top + height, top : top + width]


CENTRE_CROP = (
    height_and_width_swapped,
    from_the_top_left_corner,
    from_the_bottom_right_corner,
    begun_at_the_middle,
    halves_taken_apart,
    half_on_each_side_of_the_middle,
    length_taken_for_the_end,
    end_counted_in,
    odd_pixel_before,
    equal_margins,
    margins_taken_off_both_sides,
    sides_of_the_image_swapped,
    halves_rounded_to_even,
    channels_taken_for_columns,
    pixels_skipped,
    one_margin_for_both,
)
