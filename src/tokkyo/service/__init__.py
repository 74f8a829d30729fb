"""Use cases; the only thing the faces call."""
