"""The embedded PostgreSQL of the default run: a real server, started when somebody first needs it."""
