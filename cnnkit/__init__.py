"""cnnkit: convolutional neural networks in NumPy, to read, to run and to play with.

The package is a house whose imports point downwards only: ``course`` uses ``explorers``, these use
``plots`` and the computing rooms, and all of them stand on ``functional`` and ``shapes``.
``import cnnkit`` itself loads nothing heavier than NumPy; Matplotlib arrives with ``cnnkit.plots``,
the widgets with ``cnnkit.explorers`` and ``cnnkit.course``.

Examples
--------
>>> from cnnkit import shapes
>>> shapes.output_size(6, 3, stride=1, padding="valid")
4
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
