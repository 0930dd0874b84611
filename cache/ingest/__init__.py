"""What brings something into the library: refreshes, pages and files, subscriptions, new rules over stored texts."""
