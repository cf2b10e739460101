"""Which sealed columns medication has; each label is authenticated, so that a value moved elsewhere does not open."""

NAME = "medication_medicine.name_sealed"
HOW = "medication_medicine.how_sealed"
