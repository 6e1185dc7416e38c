"""The lower and the upper part of a network, as networks of their own."""

from cnnkit.layers import Layer, Sequential
from cnnkit.layers.arguments import Shape
from cnnkit.layers.joint import Joint


def network_up_to(model: Sequential, layer: str) -> Sequential:
    """Return the network that ends with one of a network's layers, and shares them.

    Parameters
    ----------
    model : Sequential
        A network that is built.
    layer : str
        The name of its new last layer, such as ``"relu_2"``; `Sequential.summary` lists them. A
        layer inside another one is named with it, such as ``"residual_1.body.conv2d_1"``.

    Raises
    ------
    RuntimeError
        If the network is not built.
    ValueError
        If it has no layer of that name.

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> maps = network_up_to(pretrained.digits_cnn(), "relu_2")
    >>> maps.output_shape((28, 28, 1))
    (14, 14, 16)
    """
    steps = path_to(model, layer)
    below: list[Layer] = []
    for joint, name in steps:
        if isinstance(joint, Sequential):  # within another joint, branches lie beside each other
            below += joint.layers[: list(joint.children()).index(name)]
    joint, name = steps[-1]
    part = Sequential([*below, joint.children()[name]])
    part.built_for = built_for(model)  # its layers are built already
    return part


def network_after(model: Sequential, layer: str) -> Sequential:
    """Return the network that goes on where `network_up_to` ends, and shares its layers.

    Parameters
    ----------
    model : Sequential
        A network that is built.
    layer : str
        The name of the layer before its first one.

    Raises
    ------
    RuntimeError
        If the network is not built.
    ValueError
        If it has no layer of that name, nothing comes after it, or there is a way past it: what
        comes after a layer within a `Residual` needs the Residual's input, too.

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> model = pretrained.digits_cnn()
    >>> list(network_after(model, "max_pool2d_2").children())
    ['flatten_1', 'dense_1']
    """
    above: list[Layer] = []
    for depth, (joint, name) in enumerate(path_to(model, layer)):
        if not isinstance(joint, Sequential):
            outer = ".".join(layer.split(".")[:depth])
            raise ValueError(
                f"{layer!r} lies within {outer!r}, and another way leads past it; take {outer!r}"
            )
        above = [*joint.layers[list(joint.children()).index(name) + 1 :], *above]
    if not above:
        raise ValueError(f"nothing comes after {layer!r}; take a layer before it")
    part = Sequential(above)
    part.built_for = network_up_to(model, layer).output_shape(built_for(model))
    return part


def built_for(model: Sequential) -> Shape:
    """Return the shape of the images that a network is built for, or say that it is not.

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> built_for(pretrained.digits_cnn())
    (28, 28, 1)
    """
    if model.built_for is None:
        raise RuntimeError(
            "the network has no parameters yet; call build with the shape of its images and "
            "np.random.default_rng(0) first"
        )
    return model.built_for


def path_to(model: Sequential, layer: str) -> list[tuple[Joint, str]]:
    """Return the joints that lead to a layer, each with the name of what to take inside.

    Examples
    --------
    >>> from cnnkit.layers import ReLU, Residual
    >>> steps = path_to(Sequential([Residual(Sequential([ReLU()]))]), "residual_1.body.relu_1")
    >>> [(joint.label, name) for joint, name in steps]
    [('Sequential', 'residual_1'), ('Residual', 'body'), ('Sequential', 'relu_1')]
    """
    if not isinstance(layer, str):
        raise TypeError(f"layer is {layer!r}; give a name, such as {next(iter(model.children()))}")
    steps: list[tuple[Joint, str]] = []
    inner: Layer = model
    for name in layer.split("."):
        where = ".".join(each for _, each in steps)
        if not (isinstance(inner, Joint) and inner.is_open):
            raise ValueError(f"{where!r} has no layers inside that can be taken; take it whole")
        children = inner.children()
        if name not in children:
            owner = repr(where) if where else "the network"
            raise ValueError(f"{owner} has no layer {name!r}; its layers are {', '.join(children)}")
        steps.append((inner, name))
        inner = children[name]
    return steps
