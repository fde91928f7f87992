"""The verbs. Keyword-only, trusted objects in, atomic, the noun out; nothing else writes rows."""
