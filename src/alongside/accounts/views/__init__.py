"""The pages of accounts: `entrance` for whoever is not signed in, `account` for who is, and allauth's on our pages."""
