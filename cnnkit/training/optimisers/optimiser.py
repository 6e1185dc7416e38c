"""What every optimiser does around its equation: checking, remembering, saving and resuming."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping

import numpy as np

from cnnkit.functional.checks import Array, real_number
from cnnkit.layers.parameter import Parameter
from cnnkit.training.gradients import with_gradients

Memory = dict[str, Array]
"""What is remembered of one parameter from step to step, by name."""


class Optimiser(ABC):
    """A rule that moves parameters against their gradients.

    A subclass names what it remembers of a parameter (`remembers`) and says how one parameter
    makes one step (`update`). `learning_rate` may be changed between steps.

    Values are changed in place: no second copy of the network is made, and the layer, which holds
    the same array, sees the step.
    """

    learning_rate: float

    def __post_init__(self) -> None:
        """Begin without memories."""
        self._check_learning_rate()
        self._memories: dict[Parameter, Memory] = {}
        self._loaded: list[Memory] = []  # from a saved run, until their parameters come by

    @property
    @abstractmethod
    def remembers(self) -> tuple[str, ...]:
        """The names of the arrays that are kept for each parameter, of its shape."""

    @abstractmethod
    def update(self, value: Array, gradient: Array, memory: Memory, steps: int) -> None:
        """Make one step of one parameter: change ``value`` and ``memory`` in place.

        Parameters
        ----------
        value, gradient : array
            The parameter's, of one shape; the gradient is not to be changed.
        memory : dict of arrays
            By the names of `remembers`; zeros before the first step.
        steps : int
            How many steps the parameter has made with this one: 1 at the first.
        """

    def step(self, parameters: Iterable[Parameter]) -> None:
        """Move every parameter one step, in place.

        Parameters
        ----------
        parameters : list of Parameter
            As `model.parameters()` gives them, after `model.backward`. What is remembered of a
            parameter follows it, whatever its place in the list.

        Raises
        ------
        TypeError
            If these are no parameters, or the learning rate is no number.
        ValueError
            If the learning rate is negative, or a parameter has no gradient or one of another
            shape, is read-only, comes twice, or does not fit what is remembered of it. No
            parameter has then been changed.
        """
        self._check_learning_rate()
        pairs = with_gradients(parameters)
        for parameter, _ in pairs:
            if not parameter.value.flags.writeable:
                raise ValueError(
                    f"{parameter.name} is read-only, and a step changes it in place; give it a "
                    "copy, such as parameter.value = parameter.value.copy()"
                )
        memories = [self._recall(parameter) for parameter, _ in pairs]
        for (parameter, gradient), memory in zip(pairs, memories, strict=True):
            memory["steps"] += 1
            self.update(parameter.value, gradient, memory, int(memory["steps"]))

    def state(self) -> dict[str, Array]:
        """Return what a file must hold for training to go on later, the same to the last bit.

        Returns
        -------
        dict of arrays
            `learning_rate`, and copies of what is remembered: "0.steps" counts the steps of the
            first parameter that was ever given to `step`, and so on.
        """
        state = {"learning_rate": np.array(float(self.learning_rate))}
        for place, memory in enumerate([*self._memories.values(), *self._loaded]):
            state |= {f"{place}.{name}": array.copy() for name, array in memory.items()}
        return state

    def load_state(self, state: Mapping[str, Array]) -> None:
        """Take over what `state` returned, in place of all that is remembered.

        Parameters
        ----------
        state : dict of arrays
            Of an optimiser of the same class and options. The parameters given to the next `step`
            take their memories in order; only then can it be seen whether the shapes fit.

        Raises
        ------
        ValueError
            If these are not the names that such an optimiser gives.
        """
        names = ("steps", *self.remembers)
        count = (len(state) - 1) // len(names)
        expected = {"learning_rate", *(f"{i}.{name}" for i in range(count) for name in names)}
        if set(state) != expected:
            raise ValueError(
                f"state holds {', '.join(sorted(state)[:8]) or 'nothing'}; {type(self).__name__} "
                f"needs learning_rate and, for each parameter, {', '.join(names)}, such as the "
                "state() of an optimiser with the same options"
            )
        self.learning_rate = float(state["learning_rate"])
        self._memories = {}
        self._loaded = [
            {name: np.array(state[f"{place}.{name}"]) for name in names} for place in range(count)
        ]

    def _check_learning_rate(self) -> None:
        rate = real_number(self.learning_rate, "learning_rate", minimum=0, example=0.001)
        self.learning_rate = rate  # a float, for NumPy's float64 would turn float32 into float64

    def _recall(self, parameter: Parameter) -> Memory:
        """Return what is remembered of a parameter; at first sight that is loaded, or zeros."""
        value = parameter.value
        known = parameter in self._memories
        if known:
            memory = self._memories[parameter]
        else:
            memory = self._loaded[0] if self._loaded else {"steps": np.zeros((), np.int64)}
        for name in self.remembers:
            kept = memory[name] if name in memory else np.zeros_like(value)
            if (kept.shape, kept.dtype) != (value.shape, value.dtype):
                raise ValueError(
                    f"{parameter.name} is {value.dtype} of shape {value.shape}, but the {name} "
                    f"remembered for it is {kept.dtype} of shape {kept.shape}; give the parameters "
                    "of the same network in the same order, or start with a new optimiser"
                )
            memory[name] = kept
        if not known:
            self._memories[parameter] = memory
            del self._loaded[:1]
        return memory
