"""What tests lean on beside the cast."""
