"""Mistakes known in `letterbox_geometry` of notebook 01."""

from math import ceil, floor

from cnnkit.course.solutions.images_as_tensors import letterbox_geometry

Geometry = tuple[int, int, int, int]


def stretched(height: int, width: int, size: int) -> Geometry:
    """You scaled each axis by its own factor, and so lost the aspect ratio.

    Your image fills the whole square: 4 × 8 became 4 × 4, and circles become ovals. A letterbox
    scales both axes by the same number. Which of the two axes decides it?
    """
    return size, size, 0, 0


def shorter_side_fills(height: int, width: int, size: int) -> Geometry:
    """You let the shorter side fill the square, so that the longer one sticks out.

    Of 4 × 8 in a square of 4 you make 4 × 8, with a negative margin. That scale belongs to a crop.
    Which side must just fit if all of the image is to be seen?
    """
    scale = size / min(height, width)
    fitted_height, fitted_width = round(height * scale), round(width * scale)
    return fitted_height, fitted_width, (size - fitted_height) // 2, (size - fitted_width) // 2


def scale_from_the_width(height: int, width: int, size: int) -> Geometry:
    """You took the scale from the width, whichever side is longer.

    For wide images that is right. A tall one, 8 × 4 in a square of 4, then stays 8 rows high and
    sticks out. Which of the two sides must decide, and how does your code find it?
    """
    scale = size / width
    fitted_height, fitted_width = round(height * scale), round(width * scale)
    return fitted_height, fitted_width, (size - fitted_height) // 2, (size - fitted_width) // 2


def never_enlarged(height: int, width: int, size: int) -> Geometry:
    """You never enlarge: an image smaller than the square keeps its size.

    Some programs do so. Here the image should be as large as it fits, so that 5 × 7 in a square of
    10 fills its width. What limits your scale?
    """
    if max(height, width) > size:
        return letterbox_geometry(height, width, size)
    return height, width, (size - height) // 2, (size - width) // 2


def rounded_down(height: int, width: int, size: int) -> Geometry:
    """You rounded the fitted size down, and the nearest whole number is asked for.

    `int` and `//` drop what is behind the point, 277.6 becomes 277. The image is then a pixel too
    thin. What does `round` do?
    """
    scale = size / max(height, width)
    fitted_height, fitted_width = floor(height * scale + 1e-9), floor(width * scale + 1e-9)
    return fitted_height, fitted_width, (size - fitted_height) // 2, (size - fitted_width) // 2


def rounded_up(height: int, width: int, size: int) -> Geometry:
    """You rounded the fitted size up, and the nearest whole number is asked for.

    7.1 rows became 8, so that the image is a little too fat. Which function gives 7 for 7.1 and 8
    for 7.9?
    """
    scale = size / max(height, width)
    fitted_height, fitted_width = ceil(height * scale - 1e-9), ceil(width * scale - 1e-9)
    return fitted_height, fitted_width, (size - fitted_height) // 2, (size - fitted_width) // 2


def scale_upside_down(height: int, width: int, size: int) -> Geometry:
    """You divided the longer side by the square's, and it is the other way round.

    For 8 columns in a square of 4 your scale is 2, so that the image doubles; it should become
    half as large. The longer side times the scale has to give `size`. What stands above the line?
    """
    scale = max(height, width) / size
    fitted_height, fitted_width = round(height * scale), round(width * scale)
    return fitted_height, fitted_width, (size - fitted_height) // 2, (size - fitted_width) // 2


def scale_in_whole_numbers(height: int, width: int, size: int) -> Geometry:
    """You made a whole number of the scale, with `//`.

    An image twice as large as the square has a scale of 0.5, and 4 // 8 is 0: nothing is left of
    your image. Only the fitted sizes are counts of pixels. Where may a fraction stay for a while?
    """
    scale = size // max(height, width)
    fitted_height, fitted_width = height * scale, width * scale
    return fitted_height, fitted_width, (size - fitted_height) // 2, (size - fitted_width) // 2


def sizes_swapped(height: int, width: int, size: int) -> Geometry:
    """You swapped rows and columns: a wide image comes out tall.

    Your first number should be the fitted height, and your third the rows above the image. For 4
    × 8 in a square of 4 the bars lie above and below. Which of your numbers belong to axis 0?
    """
    fitted_height, fitted_width, top, left = letterbox_geometry(height, width, size)
    return fitted_width, fitted_height, left, top


def bars_on_the_wrong_sides(height: int, width: int, size: int) -> Geometry:
    """You have the right size, and top and left are swapped.

    A wide image lacks height, so that its bars are above and below: `top` is above 0 and `left` is
    0. From which fitted size do you compute `top`?
    """
    fitted_height, fitted_width, top, left = letterbox_geometry(height, width, size)
    return fitted_height, fitted_width, left, top


def all_bars_at_the_end(height: int, width: int, size: int) -> Geometry:
    """You put the image into the top left corner, with all the padding on one side.

    Some detectors do so. Here the image lies in the middle, with bars on both sides. How much of
    `size - fitted_height` is above it?
    """
    fitted_height, fitted_width, _, _ = letterbox_geometry(height, width, size)
    return fitted_height, fitted_width, 0, 0


def whole_bar_above(height: int, width: int, size: int) -> Geometry:
    """You put all of the padding before the image.

    `size - fitted_height` is what both bars have together; with all of it above, the image
    lies at the very bottom. What share of it is the upper bar?
    """
    fitted_height, fitted_width, _, _ = letterbox_geometry(height, width, size)
    return fitted_height, fitted_width, size - fitted_height, size - fitted_width


def odd_pixel_before(height: int, width: int, size: int) -> Geometry:
    """You put the odd pixel above or on the left, and here it comes after the image.

    A bar of 3 rows in all cannot be halved. As everywhere in this course the larger half is at the
    bottom and on the right: 1 above, 2 below. Which division rounds so?
    """
    fitted_height, fitted_width, _, _ = letterbox_geometry(height, width, size)
    top, left = (size - fitted_height + 1) // 2, (size - fitted_width + 1) // 2
    return fitted_height, fitted_width, top, left


def bars_of_the_original(height: int, width: int, size: int) -> Geometry:
    """You computed the bars from the size before scaling.

    What lies in the square is the fitted image, so that `top` depends on the fitted height. Yours
    can even be negative. Which height do you subtract from `size`?
    """
    fitted_height, fitted_width, _, _ = letterbox_geometry(height, width, size)
    return fitted_height, fitted_width, (size - height) // 2, (size - width) // 2


LETTERBOX_GEOMETRY = (
    stretched,
    shorter_side_fills,
    scale_from_the_width,
    never_enlarged,
    rounded_down,
    rounded_up,
    scale_upside_down,
    scale_in_whole_numbers,
    sizes_swapped,
    bars_on_the_wrong_sides,
    all_bars_at_the_end,
    whole_bar_above,
    odd_pixel_before,
    bars_of_the_original,
)
