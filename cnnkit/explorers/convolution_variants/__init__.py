"""The explorers of notebook 15, Convolution variants."""
