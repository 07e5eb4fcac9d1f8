"""What is counted and timed while the site works; interviewprep.metrics tells it to Prometheus."""

from prometheus_client import Counter, Histogram

SUBMISSIONS = Counter("interviewprep_submissions", "Answers that were sent, scored and stored.")
SCORE_SECONDS = Histogram(
    "interviewprep_score_seconds",
    "Time to score what was said in a turn, in seconds.",
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1),
)
