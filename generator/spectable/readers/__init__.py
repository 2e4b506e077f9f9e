"""Independent readers of generated files, one a file, named by a target's `reader`."""
