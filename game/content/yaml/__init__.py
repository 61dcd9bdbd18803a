"""YAML from strangers: strict values, each with the place where it was written."""
