"""The explorers of notebook 17, Object detection."""
