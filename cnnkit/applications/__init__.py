"""What convolutional networks are used for besides naming pictures, one subject a module."""
