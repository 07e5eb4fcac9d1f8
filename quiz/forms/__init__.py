"""Forms: what people may send in, and what is said when they send something else."""
