"""A track of the capstone: its question, its images, its budgets, its bars."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cnnkit.course.capstone.designs import DESIGNS
from cnnkit.course.capstone.evidence import Budget, Evidence, predict, score
from cnnkit.course.capstone.examination import Examination
from cnnkit.course.capstone.levels import Levels
from cnnkit.course.capstone.report import Review
from cnnkit.course.capstone.run import Run, train_within
from cnnkit.course.capstone.self_check import SelfCheck
from cnnkit.course.capstone.splits import Array, Examples, Splits
from cnnkit.course.card import Card, Items, Paragraph
from cnnkit.course.shown import Shown
from cnnkit.layers import Layer, Sequential
from cnnkit.training import Loss


@dataclass(eq=False, repr=False)
class Track(Shown):
    """One question, with all that is needed to answer it and to judge the answer.

    Parameters
    ----------
    name : str
        One word.
    question : str
        What is to be found out, in one sentence.
    splits : callable
        Gives the images.
    loss : Loss
        What is made small.
    budget : Budget
    levels : Levels

    Attributes
    ----------
    opened : list of float
        What the test images said, each time that they were opened in this session.

    Examples
    --------
    >>> from cnnkit.course.capstone import READ
    >>> READ.network_for_a_start().count(READ.input_shape)
    (2230, 38664)
    >>> print(READ.check(READ.network_for_a_start()).mistakes[0].name)
    Traceback (most recent call last):
        ...
    RuntimeError: the network is not built; train it first, with READ.train(network, ...)
    """

    name: str
    question: str
    splits: Callable[[], Splits]
    loss: Loss
    budget: Budget
    levels: Levels
    opened: list[float] = field(default_factory=list, init=False)

    @property
    def train_images(self) -> Examples:
        """Inputs and targets to train on."""
        return self.splits().train

    @property
    def validation_images(self) -> Examples:
        """Inputs and targets to choose by."""
        return self.splits().validation

    @property
    def class_names(self) -> tuple[str, ...]:
        """What the labels mean; empty where an image is asked for."""
        return self.splits().names

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Of one image."""
        return tuple(self.train_images[0].shape[1:])

    def network_for_a_start(self) -> Sequential:
        """Return a modest network that works, not built: one convolution, and what must be."""
        names = {"read": "one convolution", "sort": "six filters", "restore": "one layer of 8"}
        return DESIGNS[self.name][names[self.name]].network()

    def train(self, network: Layer, *, data: Examples | None = None, **options: Any) -> Run:
        """Train a network from fresh weights, and measure the time; at its end it is stopped.

        Parameters
        ----------
        network : Layer
            Its weights are drawn anew.
        data : (array, array), optional
            Other images to train on than the track's, such as a part of them.
        **options
            ``epochs``, ``batch_size``, ``rng``, and if wanted ``optimiser`` (a new
            ``Adam(0.003)`` unless given), ``schedule``, ``augmentation``, ``quiet``.

        Returns
        -------
        Run
        """
        given: dict[str, Any] = {
            "validation": self.validation_images,
            "limit": self.budget.seconds,
        } | options
        return train_within(network, data or self.train_images, self.loss, **given)

    def check(
        self,
        what: Run | Layer,
        *,
        seconds: float | None = None,
        data: Examples | None = None,
        claimed: float | None = None,
    ) -> SelfCheck:
        """Hold a network against the track, on the validation images; as often as you like.

        Parameters
        ----------
        what : Run or Layer
            What `train` gave, or a network that was trained in another way.
        seconds, data : optional
            For a network that was trained in another way: how long, and on what.
        claimed : float, optional
            The score on the validation images that you have measured yourself.

        Returns
        -------
        SelfCheck
        """
        run = self._run(what, seconds, data)
        evidence = Evidence(run, self.splits(), self.budget, claimed)
        return SelfCheck(self.name, evidence, self.levels, tuple(self.opened))

    def examine(self, what: Run | Layer) -> Examination:
        """Open the test images: once, at the very end. It is counted.

        A network whose answers have the wrong shape opens nothing.
        """
        checked = self.check(what)
        if checked.scored:
            x, y = self.splits().test
            self.opened.append(score(predict(checked.evidence.network, x), y))
        return Examination(checked, tuple(self.opened))

    def review(self, report: object, what: Run | Layer) -> Review:
        """Read a report for what is missing, and hold its numbers against those measured."""
        return Review(report, self.check(what), tuple(self.opened))

    def answers(self, what: Run | Layer) -> Array:
        """Return what a network makes of the validation images: logits, or images."""
        return predict(self._run(what).network, self.validation_images[0])

    @property
    def card(self) -> Card:
        """The card to show."""
        sizes = [f"{len(part[0]):,}" for part in (self.train_images, self.validation_images)]
        shape = " × ".join(map(str, self.input_shape))
        lines = (
            ("▸", f"images of {shape}: {sizes[0]} to train on, {sizes[1]} to choose by"),
            ("▸", f"at most {self.budget.parameters:,} parameters"),
            ("▸", f"at most {self.budget.seconds} seconds of training"),
            ("▸", self.levels.in_words),
        )
        return Card("progress", f"track {self.name}", (Paragraph(self.question), Items(lines)))

    def _run(
        self, what: Run | Layer, seconds: float | None = None, data: Examples | None = None
    ) -> Run:
        """Return a run, made of a network where that is given."""
        if not isinstance(what, Run | Layer):
            raise TypeError(
                f"{what!r} is no network: give what {self.name.upper()}.train returned, or a "
                "network that is trained"
            )
        run = what if isinstance(what, Run) else Run(what, seconds, None, data)
        if run.network.built_for is None:
            raise RuntimeError(
                "the network is not built; train it first, with "
                f"{self.name.upper()}.train(network, ...)"
            )
        if tuple(run.network.built_for) != self.input_shape:
            raise ValueError(
                f"the network was built for images of {run.network.built_for}, and track "
                f"{self.name} has {self.input_shape}; train it with {self.name.upper()}.train"
            )
        return run
