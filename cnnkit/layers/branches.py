"""Layers side by side, which are all given the same input."""

from collections.abc import Iterator
from functools import reduce
from operator import add

from cnnkit.functional.checks import Array, upstream_gradient
from cnnkit.layers.arguments import Shape, naming
from cnnkit.layers.joint import Joint, Stage, activations_below, checked_layer
from cnnkit.layers.layer import Layer
from cnnkit.layers.view import ONE_TO_ONE, View, Views


class Branches(Joint):
    """What joints of parallel layers share. A branch that is None passes the input on."""

    is_joining = True

    def named_branches(self) -> dict[str, Layer | None]:
        """Return all branches by name."""
        raise NotImplementedError

    def joined_shape(self, shapes: dict[str, Shape]) -> Shape:
        """Return the shape of the joined output, or say why the branches do not go together."""
        raise NotImplementedError

    def join(self, outputs: list[Array]) -> Array:
        """Make one output of those of the branches."""
        raise NotImplementedError

    def split(self, dy: Array) -> list[Array]:
        """Return the gradient of each branch's output."""
        raise NotImplementedError

    def check(self) -> None:
        """Refuse what is no layer."""
        for name, branch in self.named_branches().items():
            if branch is not None:
                checked_layer(branch, name)
        super().check()

    def children(self) -> dict[str, Layer]:
        """Return the branches that are layers, by name."""
        branches = self.named_branches().items()
        return {name: branch for name, branch in branches if branch is not None}

    def stages(self, input_shape: Shape) -> Iterator[Stage]:
        """Go through the branches: all of them are given the input."""
        for name, branch in self.children().items():
            yield Stage(name, branch, input_shape, ONE_TO_ONE)

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the shape of the joined output."""
        shapes = {}
        for name, branch in self.named_branches().items():
            with naming(name):
                shapes[name] = input_shape if branch is None else branch.output_shape(input_shape)
        return self.joined_shape(shapes)

    def views(self, input_shape: Shape) -> Views:
        """Return what any of the branches sees."""
        views = [
            ONE_TO_ONE if branch is None else branch.views(input_shape)
            for branch in self.named_branches().values()
        ]
        height, width = (reduce(View.joined, axis) for axis in zip(*views, strict=True))
        return height, width

    def forward(self, x: Array, training: bool = False) -> Array:
        """Give every branch the input, and join what they make of it."""
        x = self.receive(x)
        branches = self.named_branches().values()
        return self._joined([x if b is None else b.forward(x, training) for b in branches])

    def backward(self, dy: Array) -> Array:
        """Add up the gradients that the branches return."""
        shares = zip(self.named_branches().values(), self._shares(dy), strict=True)
        return reduce(add, (share if b is None else b.backward(share) for b, share in shares))

    def parameter_gradients(self, dy: Array) -> None:
        """Set the gradients of all parameters, and add up none."""
        for branch, share in zip(self.named_branches().values(), self._shares(dy), strict=True):
            if branch is not None:
                branch.parameter_gradients(share)

    def activations(self, x: Array) -> Iterator[tuple[str, Array]]:
        """Yield the outputs within each branch, and then the joined one."""
        x, outputs = self.receive(x), []
        for name, branch in self.named_branches().items():
            y = x
            if branch is not None:
                for full_name, y in activations_below(name, branch, x):
                    yield full_name, y
            outputs.append(y)
        yield "", self._joined(outputs)

    def _joined(self, outputs: list[Array]) -> Array:
        y = self.join(outputs)
        self._widths = [output.shape[-1] for output in outputs]
        self._y_shape = y.shape
        return y

    def _shares(self, dy: Array) -> list[Array]:
        x = self.received
        return self.split(upstream_gradient(dy, self._y_shape, x, self.label))
