"""Mistakes known in `gradient_step` of notebook 02."""

import numpy as np

from cnnkit.course.solutions.why_convolution import gradient_step

Line = tuple[float, float]


def uphill(x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float) -> Line:
    """You stepped uphill: the loss grows.

    A positive slope means that turning the number up makes the loss larger, so you have to turn
    it down. Did you add the step where you should subtract it, or take the error the other way
    round, y − prediction?
    """
    return gradient_step(x, y, w, b, -learning_rate)


def mean_forgotten(x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float) -> Line:
    """You added over the points where the mean belongs.

    With twice as many points, your step would be twice as long, although the line may be just as
    wrong as before. The loss is a *mean* of squared errors. What does that make of its slopes?
    """
    return gradient_step(x, y, w, b, learning_rate * len(x))


def one_after_the_other(
    x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float
) -> Line:
    """You changed w first, and then used the new w for the slope of b.

    Both slopes belong to one place in the landscape: the line you started from. Your b is nudged
    from a line that was never measured. How can you keep the old w until both slopes are known?
    """
    w, _ = gradient_step(x, y, w, b, learning_rate)
    return w, gradient_step(x, y, w, b, learning_rate)[1]


def learning_rate_forgotten(
    x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float
) -> Line:
    """You subtracted the whole slope, and left the learning rate out.

    The slope says which way is down and how steep it is there. It does not say how far to go: that
    is what the learning rate is for. What happens to your step if the rate is made ten times
    smaller?
    """
    return gradient_step(x, y, w, b, 1.0)


def x_forgotten(x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float) -> Line:
    """You gave w the slope that belongs to b.

    Turning b up lifts the whole line by the same amount. Turning w up lifts it at each point by x
    times as much: not at all where x is 0. So in the slope of w, what has each error to be
    multiplied by?
    """
    slope_b = 2 * np.mean(w * x + b - y)
    return w - learning_rate * slope_b, b - learning_rate * slope_b


def two_forgotten(x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float) -> Line:
    """You left out the factor 2, so that your step is half as long as it should be.

    Where the error is e, its square changes 2·e times as fast as the error itself. Some books
    divide the loss by 2 to be rid of the factor; the loss here is the plain mean. Where does
    your 2 belong?
    """
    return gradient_step(x, y, w, b, learning_rate / 2)


def bias_left_alone(x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float) -> Line:
    """You moved w only, and gave b back as it was.

    A line that may only turn, and never rise, is not the best line in general. The bias is learned
    like every weight. How much does the prediction change when you turn b up by a little?
    """
    return gradient_step(x, y, w, b, learning_rate)[0], b


def means_multiplied(
    x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float
) -> Line:
    """You multiplied two means: that of the errors and that of x.

    Take the errors 1 and −1 at x = 1 and 3. Their mean is 0, and so is your slope; but the mean of
    error · x is −1. For the slope by w, which has to happen first: the product or the mean?
    """
    error = w * x + b - y
    slope_w, slope_b = 2 * np.mean(error) * np.mean(x), 2 * np.mean(error)
    return w - learning_rate * slope_w, b - learning_rate * slope_b


def points_left_apart(
    x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float
) -> tuple[np.ndarray, np.ndarray]:
    """You gave back a w and a b for every point.

    There is one line for all points, so there is one w and one b. Each point asks for a slope of
    its own, and your step follows what they ask for on average. Where does the mean belong?
    """
    error = w * x + b - y
    return w - learning_rate * 2 * error * x, b - learning_rate * 2 * error


def slopes_given_back(
    x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float
) -> Line:
    """You gave back the two slopes, and not the new w and b.

    Your slopes are right. They say how the loss changes, not where the line goes. What do you do
    with a slope and the learning rate to get the w after the step?
    """
    error = w * x + b - y
    return 2 * np.mean(error * x), 2 * np.mean(error)


def steps_given_back(
    x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float
) -> Line:
    """You gave back the two steps, and not where they lead.

    Learning rate times slope is how far each number has to go. Your steps are right; the new w and
    b are still missing. Where do you start from, and in which direction do you go?
    """
    new_w, new_b = gradient_step(x, y, w, b, learning_rate)
    return w - new_w, b - new_b


def errors_squared(x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float) -> Line:
    """You put the squared errors into the slopes.

    The loss has the squares. Its slope says how fast they change, and a square e² changes 2·e
    times as fast as e: there the error stands by itself. With squares your slopes lose their sign.
    What is `error` in the two formulas of the task?
    """
    squares = (w * x + b - y) ** 2
    slope_w, slope_b = 2 * np.mean(squares * x), 2 * np.mean(squares)
    return w - learning_rate * slope_w, b - learning_rate * slope_b


def pair_turned_round(
    x: np.ndarray, y: np.ndarray, w: float, b: float, learning_rate: float
) -> Line:
    """You gave back (b, w), and (w, b) was asked for.

    Both of your numbers are right. Whoever calls the function takes the first for the weight and
    the second for the bias. In which order do you return them?
    """
    w, b = gradient_step(x, y, w, b, learning_rate)
    return b, w


GRADIENT_STEP = (
    uphill,
    mean_forgotten,
    one_after_the_other,
    learning_rate_forgotten,
    x_forgotten,
    two_forgotten,
    bias_left_alone,
    means_multiplied,
    points_left_apart,
    slopes_given_back,
    steps_given_back,
    errors_squared,
    pair_turned_round,
)
