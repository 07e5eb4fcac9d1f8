"""The one app of Interview Prep: question bank, interviews, scoring."""
