"""How many answers a second the site takes, beside a floor: `make bench`, see docs/operations.md, “Load”."""
