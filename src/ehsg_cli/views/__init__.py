"""Frozen view models: sorted, worded, ready to print. Order and wording are decided here alone."""
