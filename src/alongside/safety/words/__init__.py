"""What words say: danger to life, and what gives somebody away. Rules in English and in Spanish, all pure."""
