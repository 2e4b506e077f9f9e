"""Pages -> Model: Markdown, the styles of its tables, and the names between pages."""
