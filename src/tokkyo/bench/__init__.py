"""Side-by-side benchmarks against the engine alone."""
