"""The drill of several machines, all on this one: what deploy/ describes is started, and its parts killed.

`python -m drills.cluster` (`make drill-cluster`) starts nginx, two web nodes, PgBouncer, a primary with a
synchronous replica, two job workers, and Redis if it is there. Candidates, checks and report are those of
`drills`.
"""
