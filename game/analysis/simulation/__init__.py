"""Many plays by bots: how they end, and whether a crisis rewards judgement."""
