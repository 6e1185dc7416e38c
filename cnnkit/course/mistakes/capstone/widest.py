"""Mistakes known in `widest` of notebook 20."""

from collections.abc import Callable

from cnnkit.course.solutions.capstone import widest

Count = Callable[[int], int]


def first_above(parameters_of: Count, budget: int) -> int:
    """You returned the first width that is over the budget.

    Your search stops one step too late: when the loop ends, its last width did not fit. Ask about
    the next width before you take it. Which one did fit?
    """
    return widest(parameters_of, budget) + 1


def budget_not_used_up(parameters_of: Count, budget: int) -> int:
    """You left out a network that has exactly as many parameters as the budget.

    "At most" lets you use all of it. Is there a `<` where `<=` belongs?
    """
    width = 1
    while parameters_of(width + 1) < budget:
        width += 1
    return width


def in_proportion(parameters_of: Count, budget: int) -> int:
    """You divided the budget by what a network of width 1 has.

    That holds if parameters grew in proportion to the width. Between two convolutions they grow
    with its square, since channels and filters both get wider. How many does a network of twice
    the width have?
    """
    return budget // parameters_of(1)


def by_doubling(parameters_of: Count, budget: int) -> int:
    """You doubled the width as long as it fits, and so you tried 1, 2, 4, 8 only.

    A width of 11 fits perhaps where 16 does not. Doubling finds quickly between which two the
    answer lies; what do you do then?
    """
    width = 1
    while parameters_of(2 * width) <= budget:
        width *= 2
    return width


def one_too_narrow(parameters_of: Count, budget: int) -> int:
    """Your width fits, and one more would fit as well.

    Perhaps your loop takes a step back at its end, or `range` stops before its last number. Try
    your answer plus 1 against the budget.
    """
    return widest(parameters_of, budget) - 1


def the_parameters(parameters_of: Count, budget: int) -> int:
    """You returned the parameters of the widest network, and its width is asked for.

    Your search is right. Which of your two numbers did you hand back?
    """
    return parameters_of(widest(parameters_of, budget))


def what_is_left(parameters_of: Count, budget: int) -> int:
    """You returned how much of the budget is left over.

    It is good to know, and it is not the question. What width leaves that much?
    """
    return budget - parameters_of(widest(parameters_of, budget))


WIDEST = (
    first_above,
    budget_not_used_up,
    in_proportion,
    by_doubling,
    one_too_narrow,
    the_parameters,
    what_is_left,
)
