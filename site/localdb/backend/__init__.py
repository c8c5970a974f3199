"""Django's PostgreSQL backend, with the server started on first use."""
