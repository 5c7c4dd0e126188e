"""What Kring costs, as multiples of one bare page measured in the same run (docs/performance.md)."""
