"""Markdown field tables to JSON Schema to code, and the proof that it says what the table says."""
