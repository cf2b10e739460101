"""What templates of questionnaires can say."""
