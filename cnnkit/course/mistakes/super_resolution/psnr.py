"""Mistakes known in `psnr` of notebook 19."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def _mean_square(image: Array, truth: Array) -> float:
    return float(np.mean((image.astype(float) - truth.astype(float)) ** 2))


def bytes_overflow(image: Array, truth: Array, peak: float) -> float:
    """You subtracted bytes, and a byte cannot be negative.

    In uint8, 10 − 12 is 254, and the square of a difference is cut down to a byte as well. Your
    result is wrong without any warning. Which type should both images have before you subtract?
    """
    with np.errstate(over="ignore"):
        return float(10 * np.log10(peak**2 / np.mean((image - truth) ** 2)))


def always_255(image: Array, truth: Array, peak: float) -> float:
    """You took 255 for the peak, whatever the images hold.

    For floats from 0 to 1 that adds 48 decibels, and every picture looks perfect. It is the most
    common mistake in such tables. Which of your inputs says how large a pixel can be?
    """
    return float(10 * np.log10(255**2 / _mean_square(image, truth)))


def always_1(image: Array, truth: Array, peak: float) -> float:
    """You took 1 for the peak, whatever the images hold.

    For bytes that takes 48 decibels away, and your result is below 0. Which of your inputs says
    how large a pixel can be?
    """
    return float(10 * np.log10(1 / _mean_square(image, truth)))


def brightest_pixel(image: Array, truth: Array, peak: float) -> float:
    """You took the brightest pixel that is there for the peak.

    Then a dark photo gets fewer decibels than a bright one for the same error. The peak is the
    largest value that a pixel *can* have, and you are given it. Where do you use it?
    """
    return float(10 * np.log10(float(truth.max()) ** 2 / _mean_square(image, truth)))


def peak_not_squared(image: Array, truth: Array, peak: float) -> float:
    """You did not square the peak.

    The mean squared error is in squared levels, so that the peak has to be squared as well, or the
    result depends on the unit. For floats from 0 to 1 nobody sees it. Where is your square missing?
    """
    return float(10 * np.log10(peak / _mean_square(image, truth)))


def twenty_for_ten(image: Array, truth: Array, peak: float) -> float:
    """You wrote 20 where 10 belongs.

    20 goes with the *root* of the mean squared error: 20 · log₁₀(peak / RMSE) is the same number.
    You have the squares in the fraction already, and so your decibels are doubled. Which of the two
    forms do you want?
    """
    return float(20 * np.log10(peak**2 / _mean_square(image, truth)))


def ten_for_twenty(image: Array, truth: Array, peak: float) -> float:
    """You divided by the root of the mean squared error and kept the 10.

    10 goes with squares, 20 with roots. Your decibels are half of what they should be. Which of the
    two do you want to change?
    """
    return float(10 * np.log10(peak / np.sqrt(_mean_square(image, truth))))


def root_below_the_square(image: Array, truth: Array, peak: float) -> float:
    """You took the root of the mean squared error and left the peak squared.

    Above the line are squared levels, below it plain ones: the result depends on the unit. In bytes
    your number comes out far too high. Which side do you change?
    """
    return float(10 * np.log10(peak**2 / np.sqrt(_mean_square(image, truth))))


def natural_logarithm(image: Array, truth: Array, peak: float) -> float:
    """You took the natural logarithm, and decibels count tens.

    Yours is 2.3 times too large. `np.log` is the logarithm to the base e. Which function of NumPy
    says how many times 10?
    """
    return float(10 * np.log(peak**2 / _mean_square(image, truth)))


def factor_forgotten(image: Array, truth: Array, peak: float) -> float:
    """You forgot the factor 10: your result is in bels.

    A bel is a factor of ten in squared error, and a *deci*bel a tenth of it. By what do you have to
    multiply?
    """
    return float(np.log10(peak**2 / _mean_square(image, truth)))


def fraction_upside_down(image: Array, truth: Array, peak: float) -> float:
    """You turned the fraction round: your result is negative, and grows with the error.

    Signal to noise: the peak stands above the line and the error below it. More decibels are
    better. Which way round is your fraction?
    """
    return float(10 * np.log10(_mean_square(image, truth) / peak**2))


def sum_for_mean(image: Array, truth: Array, peak: float) -> float:
    """You summed the squared differences and did not take their mean.

    Then a large photo is worse than a small one at the same quality. By how many numbers do you
    have to divide, or which function of NumPy does both?
    """
    return float(10 * np.log10(peak**2 / np.sum((image.astype(float) - truth.astype(float)) ** 2)))


def absolute_differences(image: Array, truth: Array, peak: float) -> float:
    """You took the mean of the absolute differences, without squaring them.

    One pixel that is off by 10 counts then as much as ten that are off by 1. PSNR is defined with
    squares, like the loss that the network is trained with. Where does your square belong?
    """
    error = np.mean(abs(image.astype(float) - truth.astype(float)))
    return float(10 * np.log10(peak**2 / error))


def square_of_the_mean(image: Array, truth: Array, peak: float) -> float:
    """You squared the mean difference, and not each difference.

    Too bright here and too dark there cancel out, and a picture full of noise gets a high mark.
    Which comes first, the square or the mean?
    """
    error = float(np.mean(image.astype(float) - truth.astype(float))) ** 2
    return float(10 * np.log10(peak**2 / error))


PSNR = (
    always_255,
    bytes_overflow,
    always_1,
    brightest_pixel,
    peak_not_squared,
    twenty_for_ten,
    ten_for_twenty,
    root_below_the_square,
    natural_logarithm,
    factor_forgotten,
    fraction_upside_down,
    sum_for_mean,
    absolute_differences,
    square_of_the_mean,
)
