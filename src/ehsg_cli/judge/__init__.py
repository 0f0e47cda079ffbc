"""Figures and verdicts: the only place where one is computed. Pure functions of files and guide."""
