-- Schema 8: articles that stand as headline and plain text until they are understood; accounts on servers.

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

-- Accounts on servers that keep subscriptions and marks (core.sync.Account). `cursor` is how far an account's entries have
-- been read, `since` up to when its marks; both are the server's own words.
CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dialect TEXT NOT NULL,
  url TEXT NOT NULL,
  user TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  added INTEGER NOT NULL,
  tried INTEGER,
  synced INTEGER,
  error TEXT,
  cursor TEXT NOT NULL DEFAULT '',
  since TEXT NOT NULL DEFAULT '',
  UNIQUE (dialect, url, user)
) STRICT;

-- A feed of an account: its id there, NULL until the server has it, and what the server last said of it. What stands in
-- `name` and `folder` and differs from that was changed here.
ALTER TABLE feed ADD COLUMN account INTEGER REFERENCES account;
ALTER TABLE feed ADD COLUMN remote TEXT;
ALTER TABLE feed ADD COLUMN remote_name TEXT;
ALTER TABLE feed ADD COLUMN remote_folder TEXT;
CREATE UNIQUE INDEX feed_remote ON feed (account, remote) WHERE account IS NOT NULL;

-- An entry of an account by its id there, and what the server last said of it. Without an article it is one that was
-- removed or pruned here.
CREATE TABLE remote (
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  id TEXT NOT NULL,
  article INTEGER REFERENCES article ON DELETE SET NULL,
  read INTEGER NOT NULL,
  starred INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_article ON remote (article) WHERE article IS NOT NULL;

-- Marks that were made here and that their server has not confirmed: `mark` is read or starred, `made` when.
CREATE TABLE outbox (
  account INTEGER NOT NULL,
  id TEXT NOT NULL,
  mark TEXT NOT NULL,
  value INTEGER NOT NULL,
  made INTEGER NOT NULL,
  sent INTEGER,
  PRIMARY KEY (account, id, mark),
  FOREIGN KEY (account, id) REFERENCES remote ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- 1 while what a server said is written: then a mark is not the user's.
INSERT OR REPLACE INTO meta VALUES ('syncing', 0);
CREATE TRIGGER article_read_here AFTER UPDATE OF read ON article
WHEN OLD.read <> NEW.read AND EXISTS (SELECT 1 FROM remote WHERE article = NEW.id)
  AND (SELECT value FROM meta WHERE key = 'syncing') = 0
BEGIN
  INSERT INTO outbox (account, id, mark, value, made)
    SELECT account, id, 'read', NEW.read, CAST(strftime('%s', 'now') AS INTEGER) FROM remote WHERE article = NEW.id
    ON CONFLICT DO UPDATE SET value = excluded.value, made = excluded.made, sent = NULL;
END;
CREATE TRIGGER article_starred_here AFTER UPDATE OF starred ON article
WHEN OLD.starred <> NEW.starred AND EXISTS (SELECT 1 FROM remote WHERE article = NEW.id)
  AND (SELECT value FROM meta WHERE key = 'syncing') = 0
BEGIN
  INSERT INTO outbox (account, id, mark, value, made)
    SELECT account, id, 'starred', NEW.starred, CAST(strftime('%s', 'now') AS INTEGER) FROM remote WHERE article = NEW.id
    ON CONFLICT DO UPDATE SET value = excluded.value, made = excluded.made, sent = NULL;
END;

-- What tells the news of articles is found by other words now: all of it is made anew, the newest first.
UPDATE news SET data = x'';
DELETE FROM news_key;
