-- An article the user removed, by the id it had: nothing brings it in again but the user. `data` is all of it, to take
-- the removal back (`article_rows.Rows`, msgpack); NULL once it is gone for good. `moment` is NULL where it stated none.
CREATE TABLE removed (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  title TEXT NOT NULL,
  moment INTEGER,
  data BLOB
) STRICT;
CREATE INDEX removed_kept ON removed (at) WHERE data IS NOT NULL;

-- The addresses a removed article answers to.
CREATE TABLE removed_address (
  hash INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES removed ON DELETE CASCADE,
  PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX removed_address_article ON removed_address (article);

-- The removed article an entry is.
ALTER TABLE entry ADD COLUMN removed INTEGER REFERENCES removed ON DELETE SET NULL;
CREATE INDEX entry_removed ON entry (removed) WHERE removed IS NOT NULL;

-- What a person adds to an article beside read mark and star: `own_tags`, one a line in their order (`tags` are the
-- outlet's keywords); `queued`, its place in the reading list, lowest first; `muted`, left out of lists by a rule.
ALTER TABLE article ADD COLUMN own_tags TEXT;
ALTER TABLE article ADD COLUMN queued INTEGER;
ALTER TABLE article ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_own_tags ON article (own_tags) WHERE own_tags IS NOT NULL;
CREATE INDEX article_queued ON article (queued) WHERE queued IS NOT NULL;
CREATE INDEX article_muted ON article (id) WHERE muted = 1;

-- What a feed has of its own; NULL, and an empty query, for what the settings say.
ALTER TABLE feed ADD COLUMN pictures INTEGER;
ALTER TABLE feed ADD COLUMN list_order TEXT;
ALTER TABLE feed ADD COLUMN mute TEXT NOT NULL DEFAULT '';

-- Outlets as people name them (core.outlets), those that are one now under one id; articles without a title by their
-- first words. The texts stay as they were kept: what is read from them is named on the way.
UPDATE outlet SET name = outlet_name(name);
UPDATE article SET outlet = same.first
  FROM (SELECT id, min(id) OVER (PARTITION BY normalize(name)) AS first FROM outlet) AS same
  WHERE same.id = article.outlet AND same.first <> same.id;
DELETE FROM outlet WHERE id NOT IN (SELECT min(id) FROM outlet GROUP BY normalize(name));
UPDATE OR IGNORE outlet SET key = normalize(name) WHERE key <> normalize(name);
UPDATE article SET title = title_of((SELECT data FROM body WHERE body.id = article.id * 4 + article.shown))
  WHERE title = 'Untitled';
