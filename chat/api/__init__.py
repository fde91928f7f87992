"""The doors of programs: JSON in, JSON out, over the same access and actions as the pages."""
