"""The generator of the demo corpus: self-made patents in the real source formats."""
