"""Known mistakes as functions that make them; a docstring is what its maker is told."""
