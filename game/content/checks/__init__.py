"""What a scenario must satisfy: one module per family of rules. `rulebook` explains every rule, with examples."""
