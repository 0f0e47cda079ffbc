"""Findings in the formats that people, editors and CI read: a module each, loaded when asked for."""
