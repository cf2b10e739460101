"""Finding meetings among many."""
