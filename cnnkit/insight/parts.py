"""The lower part of a network, as a network of its own."""

from cnnkit.layers import Sequential


def network_up_to(model: Sequential, layer: str) -> Sequential:
    """Return the network that ends with one of a network's layers, and shares them.

    Parameters
    ----------
    model : Sequential
        A network that is built.
    layer : str
        The name of its new last layer, such as ``"relu_2"``; `Sequential.summary` lists them.

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
    names = list(model.children())
    if layer not in names:
        raise ValueError(f"the network has no layer {layer!r}; its layers are {', '.join(names)}")
    if model.built_for is None:
        raise RuntimeError(
            "the network has no parameters yet; call build with the shape of its images and "
            "np.random.default_rng(0) first"
        )
    part = Sequential(model.layers[: names.index(layer) + 1])
    part.built_for = model.built_for  # its layers are built already
    return part
