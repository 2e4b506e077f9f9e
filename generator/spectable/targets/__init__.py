"""Model -> files in memory: one target's names and types, spelt from data and printed by templates."""
