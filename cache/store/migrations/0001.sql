-- The library, schema 1. Times are unix seconds, UTC. Ids are never used again.

-- What the file knows of itself: the number of committed changes, how often the newest-first order changed,
-- the version of the search text.
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('changes', 0), ('order', 0), ('search', 1);

-- What the app remembers for itself.
CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- A subscription. `title` is what the feed calls itself, `name` what the person calls it. A removed feed
-- stays as a row with `removed` set, so that subscribing again finds what was read.
CREATE TABLE feed (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  site TEXT,
  folder TEXT NOT NULL DEFAULT '',
  added INTEGER NOT NULL,
  removed INTEGER,
  interval INTEGER,
  full_text INTEGER NOT NULL DEFAULT 1,
  user_agent TEXT,
  keep_days INTEGER,
  private INTEGER NOT NULL DEFAULT 0,
  etag TEXT,
  last_modified TEXT,
  body_hash BLOB,
  checked INTEGER,
  next_check INTEGER,
  fresh_until INTEGER,
  asked_fully INTEGER,
  unchanged_since INTEGER,
  same_bodies INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER,
  status INTEGER,
  error TEXT,
  suspended INTEGER NOT NULL DEFAULT 0,
  moved_to TEXT,
  moved_seen INTEGER NOT NULL DEFAULT 0,
  moved_since INTEGER,
  ttl INTEGER,
  skip_hours TEXT NOT NULL DEFAULT '',
  skip_days TEXT NOT NULL DEFAULT '',
  articles INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Addresses a feed had before it moved.
CREATE TABLE feed_history (
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  url TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT;

CREATE TABLE host (
  host TEXT PRIMARY KEY,
  not_before INTEGER NOT NULL,
  strikes INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE outlet (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  articles INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A row of the list. `moment` sorts it and never changes once it is known; `shown` is the origin whose text is
-- shown; `entities` are the library's entity ids in the order of the article's own list (JSON), `first` and
-- `second` the two that matter most. `byline` and `tags` hold one name a line, `lead` is the address of the lead
-- picture: what a headline shows without reading the text. `page_again` is when the full page may be asked for, NULL for never.
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  moment INTEGER NOT NULL,
  dated INTEGER NOT NULL,
  added INTEGER NOT NULL,
  feed INTEGER REFERENCES feed ON DELETE SET NULL,
  outlet INTEGER REFERENCES outlet,
  title TEXT NOT NULL,
  url TEXT,
  read INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  sample INTEGER NOT NULL DEFAULT 0,
  complete INTEGER NOT NULL DEFAULT 1,
  shown INTEGER NOT NULL,
  words INTEGER NOT NULL DEFAULT 0,
  minutes INTEGER NOT NULL DEFAULT 0,
  quotes INTEGER NOT NULL DEFAULT 0,
  releases INTEGER NOT NULL DEFAULT 0,
  picture INTEGER NOT NULL DEFAULT 0,
  first INTEGER,
  second INTEGER,
  byline TEXT,
  tags TEXT,
  lead TEXT,
  place REAL,
  page_again INTEGER,
  page_tries INTEGER NOT NULL DEFAULT 0,
  page_error TEXT,
  entities TEXT NOT NULL DEFAULT '[]',
  rules INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX article_newest ON article (moment DESC, id DESC, quotes, releases, picture);
CREATE INDEX article_read ON article (read, moment DESC, id DESC);
CREATE INDEX article_words ON article (words, moment DESC, id DESC);
CREATE INDEX article_starred ON article (moment DESC, id DESC) WHERE starred = 1;
CREATE INDEX article_sample ON article (id) WHERE sample = 1;
CREATE INDEX article_feed ON article (feed, moment DESC, id DESC);
CREATE INDEX article_outlet ON article (outlet, moment DESC, id DESC);
CREATE INDEX article_page ON article (moment DESC, id DESC) WHERE page_again IS NOT NULL;

-- One text of an article: id = article * 4 + origin (0 feed, 1 page, 2 file, 3 sample). `data` is the article's
-- JSON, deflated.
CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  stored INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  words INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;

-- An entry of a feed by its key. Without an article it is a tombstone that remembers whether it was read;
-- an empty hash asks for the entry again.
CREATE TABLE entry (
  feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
  key TEXT NOT NULL,
  article INTEGER REFERENCES article ON DELETE SET NULL,
  hash BLOB NOT NULL,
  read INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_article ON entry (article) WHERE article IS NOT NULL;

-- The addresses an article answers to, each as 64 bits of its hash.
CREATE TABLE address (
  hash INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE
) STRICT;
CREATE INDEX address_article ON address (article);

-- A show, person or other name across the library. A merged entity points to the one it went into.
CREATE TABLE entity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  score REAL NOT NULL DEFAULT 0,
  followed INTEGER NOT NULL DEFAULT 0,
  hidden INTEGER NOT NULL DEFAULT 0,
  fixed INTEGER NOT NULL DEFAULT 0,
  merged INTEGER REFERENCES entity,
  articles INTEGER NOT NULL DEFAULT 0,
  mentions INTEGER NOT NULL DEFAULT 0,
  quotes INTEGER NOT NULL DEFAULT 0,
  last INTEGER
) STRICT;
CREATE INDEX entity_often ON entity (type, articles DESC, id);
CREATE INDEX entity_followed ON entity (followed) WHERE followed = 1;
CREATE INDEX entity_merged ON entity (merged) WHERE merged IS NOT NULL;

-- Every way a name is written, folded, under the type it was found as. `main` marks the name itself.
CREATE TABLE alias (
  key TEXT NOT NULL,
  type TEXT NOT NULL,
  entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  name TEXT NOT NULL,
  main INTEGER NOT NULL,
  PRIMARY KEY (key, type, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_entity ON alias (entity);

CREATE TABLE mention (
  entity INTEGER NOT NULL REFERENCES entity,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  count INTEGER NOT NULL,
  quotes INTEGER NOT NULL,
  PRIMARY KEY (entity, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_article ON mention (article, entity, count, quotes);

CREATE TABLE speaker (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE
) STRICT;

-- The quotes of the shown text; the words stand in the body.
CREATE TABLE quote (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  place INTEGER NOT NULL,
  speaker INTEGER REFERENCES speaker,
  PRIMARY KEY (article, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_speaker ON quote (speaker, article);

CREATE TABLE release (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  place INTEGER NOT NULL,
  title TEXT NOT NULL,
  what TEXT,
  date TEXT,
  precision TEXT,
  text TEXT NOT NULL,
  PRIMARY KEY (article, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX release_date ON release (date);

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tagged (
  tag INTEGER NOT NULL REFERENCES tag,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  PRIMARY KEY (tag, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX tagged_article ON tagged (article);

-- What a person did, newest last, each with what undoing it needs.
CREATE TABLE undo (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sentence TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
  title, names, body, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

-- Counters, so that unread by feed or outlet and names by use are looked up, not counted. A change of `read` is
-- counted by the program (marks.set_read), a whole list at a time.
CREATE TRIGGER article_comes AFTER INSERT ON article BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'order';
  UPDATE feed SET articles = articles + 1, unread = unread + 1 - NEW.read WHERE id = NEW.feed;
  UPDATE outlet SET articles = articles + 1, unread = unread + 1 - NEW.read WHERE id = NEW.outlet;
END;
CREATE TRIGGER article_goes AFTER DELETE ON article BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'order';
  UPDATE feed SET articles = articles - 1, unread = unread - 1 + OLD.read WHERE id = OLD.feed;
  UPDATE outlet SET articles = articles - 1, unread = unread - 1 + OLD.read WHERE id = OLD.outlet;
END;
CREATE TRIGGER article_moves AFTER UPDATE OF moment ON article WHEN OLD.moment <> NEW.moment BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'order';
END;
CREATE TRIGGER article_feed_changes AFTER UPDATE OF feed ON article WHEN OLD.feed IS NOT NEW.feed BEGIN
  UPDATE feed SET articles = articles - 1, unread = unread - 1 + NEW.read WHERE id = OLD.feed;
  UPDATE feed SET articles = articles + 1, unread = unread + 1 - NEW.read WHERE id = NEW.feed;
END;
CREATE TRIGGER article_outlet_changes AFTER UPDATE OF outlet ON article WHEN OLD.outlet IS NOT NEW.outlet BEGIN
  UPDATE outlet SET articles = articles - 1, unread = unread - 1 + NEW.read WHERE id = OLD.outlet;
  UPDATE outlet SET articles = articles + 1, unread = unread + 1 - NEW.read WHERE id = NEW.outlet;
END;
CREATE TRIGGER mention_comes AFTER INSERT ON mention BEGIN
  UPDATE entity SET articles = articles + 1, mentions = mentions + NEW.count, quotes = quotes + NEW.quotes,
    last = max(ifnull(last, -9e18), (SELECT moment FROM article WHERE id = NEW.article)) WHERE id = NEW.entity;
END;
CREATE TRIGGER mention_goes AFTER DELETE ON mention BEGIN
  UPDATE entity SET articles = articles - 1, mentions = mentions - OLD.count, quotes = quotes - OLD.quotes
    WHERE id = OLD.entity;
END;
CREATE TRIGGER mention_changes AFTER UPDATE OF count, quotes ON mention BEGIN
  UPDATE entity SET mentions = mentions + NEW.count - OLD.count, quotes = quotes + NEW.quotes - OLD.quotes
    WHERE id = NEW.entity;
END;
