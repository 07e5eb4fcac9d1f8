"""What happens: one verb a function, one transaction; views, the admin and commands call these alike."""
