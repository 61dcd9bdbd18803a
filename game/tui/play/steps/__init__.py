"""The steps of the one play page: each turns the question of now into a sheet, and keys into an answer."""
