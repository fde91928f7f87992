"""What programs are told, as JSON: the twin of the fragments. Nothing here knows who looks."""
