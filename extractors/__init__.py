"""From text to typed mentions and results."""
