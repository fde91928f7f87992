"""The doors for people: parse, access, one action, answer."""
