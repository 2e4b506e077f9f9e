"""Lint rules, one a file, named by their code."""
