"""The verbs. Keyword-only, trusted objects in, atomic, the noun out; nothing else writes rows.

Whatever locks more than one thing takes them in one order, so that no two wait for each other: a room
(several by id), contacts, people (by id), and what hangs on them: messages, places, files. A row that
refers to a person, a room or a message locks that, too, at the commit.
"""
