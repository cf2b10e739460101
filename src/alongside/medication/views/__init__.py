"""The pages of medication: one's own (`medicines`, `log`), and that of whoever sees a log (`sharing`)."""
