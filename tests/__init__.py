"""The tests: they mirror src/, and run with `python run.py test`."""
