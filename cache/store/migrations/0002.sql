-- What tells an entry from others (core.feed.Fingerprint, msgpack), empty for entries that came before it was kept.
ALTER TABLE entry ADD COLUMN fingerprint BLOB NOT NULL DEFAULT x'';

-- One address may be that of several articles: the page of a column, a poll, a list of short notes.
ALTER TABLE address RENAME TO address_before;
DROP INDEX address_article;
CREATE TABLE address (
  hash INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;
INSERT INTO address SELECT hash, article FROM address_before;
DROP TABLE address_before;
CREATE INDEX address_article ON address (article);
