"""What is measured on data from elsewhere; nothing of the app imports it but the commands that print it."""
