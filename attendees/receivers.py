"""What we do when allauth tells that an address was verified or that someone signed in."""
