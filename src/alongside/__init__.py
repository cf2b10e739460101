"""Alongside: a self-hosted support network for recovery."""
