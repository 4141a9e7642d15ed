"""The mail edition: papers → messages, one for each recipient, and what is kept of who got which.

All but `smtp.py` is pure: what a message says comes from digests and settings alone, and only its `Date` from the clock.
"""
