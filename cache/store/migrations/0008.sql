-- Schema 8: articles that stand as headline and plain text until they are understood.

-- Entries whose articles stand as headline and plain text until they are understood: each as a worker packed it
-- (workers.protocol.WaitingEntry), and only a worker reads it. `new` is 1 where
-- rules are to be run on what comes of it, `complete` where the feed has the whole article.
CREATE TABLE pending (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  key TEXT NOT NULL,
  new INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (feed, key)
) STRICT;
CREATE INDEX pending_article ON pending (article);
