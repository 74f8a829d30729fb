"""Health and other faces for operators."""
