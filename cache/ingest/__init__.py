"""Everything that fills the library: refreshes, pages and files, subscriptions, new rules over stored texts."""
