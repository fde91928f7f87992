"""How programs sign in: allauth's API, with texter's own door for phones, and personal tokens."""
