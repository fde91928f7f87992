"""How uvicorn speaks HTTP and WebSocket for us: as it does by itself, with an end to everything."""
