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
