"""Django's PostgreSQL backend, with a health check without a statement, and no endless patience."""
