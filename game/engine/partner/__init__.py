"""The simulated partner: what an option is worth to it, and how it answers each question."""
