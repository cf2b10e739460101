"""Notifications: telling a person something, in the page, by Web Push or by e-mail."""
