"""What a user touches: the app and the command line."""
