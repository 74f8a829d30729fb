"""The Lens-compatible face."""
