"""PostgreSQL, which may be away."""
