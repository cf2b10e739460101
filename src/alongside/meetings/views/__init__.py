"""The pages and feeds of meetings."""
