"""Specs from the disk, and generated files onto it: all of them or none, and why they differ."""
