"""Which sealed columns safety has; each label is authenticated, so that a value moved elsewhere does not open."""

WORDS = "safety_report.words_sealed"
EVIDENCE = "safety_report.evidence_sealed"
EXHIBIT = "safety_exhibit.data_sealed"
REASON = "safety_decision.reason_sealed"
MEMO = "safety_decision.memo_sealed"
APPEAL = "safety_appeal.words_sealed"
ANSWER = "safety_appeal.answer_sealed"
