"""A few long stories in a real browser, on a real server with the demo community in it."""
