"""What a scenario must keep to: one module a family of rules, each rule with a code, a reason and an example."""
