"""A release that changes the largest table, for the drill to migrate to and back while the site serves."""
