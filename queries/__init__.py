"""From a question to Cypher: plans are values, rendering is pure, running is somebody else's work."""
