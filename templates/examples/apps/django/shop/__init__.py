"""Checkout and payments."""
