"""How a view reaches the page: as the value of a cell, and published where Colab runs it."""

import sys
import types

from IPython.core.formatters import DisplayFormatter

from cnnkit.explorers import KernelGallery, view


def test_elsewhere_a_view_is_the_value_of_its_cell(capsys) -> None:
    explorer = KernelGallery()
    data, metadata = DisplayFormatter().format(explorer)
    assert data == explorer._repr_mimebundle_()
    assert metadata == {}
    assert capsys.readouterr() == ("", "")


def test_in_colab_it_is_published_so_that_its_widgets_load(monkeypatch) -> None:
    explorer, published = KernelGallery(), []
    monkeypatch.setitem(sys.modules, "google.colab.output", types.ModuleType("google.colab.output"))
    monkeypatch.setattr(view, "display", lambda data, **options: published.append((data, options)))
    assert DisplayFormatter().format(explorer) == ({}, {})
    assert published == [(explorer._repr_mimebundle_(), {"raw": True})]
