"""What an answer may have besides the vendor's keys, when asked for: highlights, explanations, suggestions."""
