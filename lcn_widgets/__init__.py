"""See gradient flow on linear convolutional networks (LCNs)."""
