"""The widgets that pages are made of. Each works on its own: give it data, and it lays out its lines."""
