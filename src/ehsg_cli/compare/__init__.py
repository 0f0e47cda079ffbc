"""One assessment held against another, or many over the years: pure functions over what was read."""
