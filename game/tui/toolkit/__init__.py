"""The pieces that pages are set from. Each is usable alone: give it its data, it sets its own lines."""
