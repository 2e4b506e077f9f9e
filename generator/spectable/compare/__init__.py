"""What changed between two specs (`structure`), and what that breaks for whom (`judge`, by the table in `rules`)."""
