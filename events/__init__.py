"""The wing of meeting: gatherings with sign-up, waiting list and check-in will live here."""
