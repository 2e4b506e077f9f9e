"""Table styles, one a file."""
