"""What keeps strangers out and loads small: headers, limits, files from outside, signing in."""
