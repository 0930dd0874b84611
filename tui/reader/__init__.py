"""The main screen: list, article and entities, and the keys that act on them."""
