"""Reader to store to derive to index, as jobs that can be killed and resumed at any moment."""
