"""When articles of several outlets are the same news, and what a later one adds. Pure."""
