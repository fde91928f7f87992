"""SQLite, with the writers of one process waiting in line."""
