"""The page of every rule: what it asks, why, and an example that is wrong and one that is right. The tests try them."""
