"""Generated files held against the spec by means of their own, without the templates."""
