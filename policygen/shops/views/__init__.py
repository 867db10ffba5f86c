"""The pages of a shop, one module per subject. Each looks its shop up through access."""
