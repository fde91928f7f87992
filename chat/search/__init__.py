"""Finding messages: what is indexed of one, how people ask, and how each database answers."""
