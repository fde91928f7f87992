"""What programs show instead of a session cookie."""
