-- Schema 7: the spoiler guard, editions, and the quote book.

-- What the user said of a name: 1, veil what spoils it; 0, never, though it is followed and partly seen; NULL, nothing.
ALTER TABLE entity ADD COLUMN guarded INTEGER;
CREATE INDEX entity_guarded ON entity (id) WHERE guarded = 1;
CREATE INDEX entity_partly_seen ON entity (id) WHERE seen_season IS NOT NULL;

-- Articles with something that is veiled, and what (core.spoilers.Veils as MessagePack). It can be made anew at any time.
CREATE TABLE veil (
  article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  data BLOB NOT NULL
) STRICT;
-- Articles whose veils are to be made anew, because what is guarded has changed.
CREATE TABLE veil_due (article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE) STRICT;
-- Names that the settings guard, as JSON, and for which guards the rows of `veil` were made.
INSERT INTO meta VALUES ('guard_names', '[]'), ('guards', '');

-- What the user said of a passage: it spoils (1) or does not (0). The key is made of its words (core.spoilers.passage_key),
-- so that this outlasts the article and holds wherever the same words stand.
CREATE TABLE ruling (
  passage INTEGER PRIMARY KEY,
  spoils INTEGER NOT NULL
) STRICT;

-- The quote book (core.clippings): highlighted passages, kept quotations, and articles with a note. Each has what it needs
-- by itself, so that it outlasts its article; `block`, `start` and `stop` are where it stood when it was made, `hash` is
-- that of its address, by which it finds its article when that comes again.
CREATE TABLE clipping (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  made INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  article INTEGER REFERENCES article ON DELETE SET NULL,
  address TEXT,
  title TEXT NOT NULL,
  outlet TEXT,
  byline TEXT,
  published TEXT,
  text TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  block INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  speaker TEXT,
  via TEXT,
  note TEXT NOT NULL,
  hash INTEGER
) STRICT;
CREATE INDEX clipping_article ON clipping (article, kind) WHERE article IS NOT NULL;
CREATE INDEX clipping_made ON clipping (made);
CREATE INDEX clipping_noted ON clipping (article) WHERE note <> '';
CREATE INDEX clipping_alone ON clipping (hash) WHERE article IS NULL;

-- Editions that were made (core.edition.Edition as MessagePack), and how far each was read: the number of articles.
CREATE TABLE edition (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  made INTEGER NOT NULL,
  place INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;
