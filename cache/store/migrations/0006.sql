-- What catalogues say (core.catalogue.Record, msgpack), by the service and its own key. It can be asked for again at any
-- time: no copy of what the user made has it. `expires` is when it may be asked for again.
CREATE TABLE record (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  provider TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  data BLOB NOT NULL,
  etag TEXT,
  fetched INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  UNIQUE (provider, kind, key)
) STRICT;
CREATE INDEX record_expires ON record (expires);

-- The records that tell of a name, and what agreed ("title and cast").
CREATE TABLE link (
  entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
  why TEXT NOT NULL,
  PRIMARY KEY (entity, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_record ON link (record);

-- When a service was asked about a name, what came of it (core.catalogue.Outcome), and when it may be asked again.
CREATE TABLE lookup (
  entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  provider TEXT NOT NULL,
  outcome TEXT NOT NULL,
  asked INTEGER NOT NULL,
  again INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (entity, provider)
) STRICT, WITHOUT ROWID;

-- How far a person has seen a show: all of the seasons before `seen_season`, and of that one up to `seen_episode`;
-- all of it where that is NULL.
ALTER TABLE entity ADD COLUMN seen_season INTEGER;
ALTER TABLE entity ADD COLUMN seen_episode INTEGER;

-- The form of a release's title that compares (core.names.name_key), so that all that is said of a work is found; and the
-- facts that have no date.
ALTER TABLE release ADD COLUMN key TEXT NOT NULL DEFAULT '';
UPDATE release SET key = name_key(title);
CREATE INDEX release_key ON release (key);
CREATE INDEX release_fact ON release (article) WHERE date IS NULL;

-- The days a record states: of the work itself (season and episode 0), of its seasons (episode 0), of episodes to come.
-- `since` is when the service was first heard to say this `date`; `was` is the one it had stated before, since `was_since`.
CREATE TABLE airing (
  record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
  episode INTEGER NOT NULL,
  season INTEGER NOT NULL,
  name TEXT NOT NULL,
  date TEXT NOT NULL,
  since INTEGER NOT NULL,
  was TEXT,
  was_since INTEGER,
  PRIMARY KEY (record, episode, season)
) STRICT, WITHOUT ROWID;
CREATE INDEX airing_date ON airing (date);
CREATE INDEX airing_since ON airing (since) WHERE was IS NOT NULL;

-- What a person said of a name and a record: that it tells of the name (`is_it` 1) or does not (0). It goes by the key of
-- the record, which may be asked for anew, and no decision by agreement goes against it.
CREATE TABLE verdict (
  entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  provider TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  is_it INTEGER NOT NULL,
  PRIMARY KEY (entity, provider, kind, key)
) STRICT, WITHOUT ROWID;

-- Records that are called as a name is, where none agrees or more than one does: the user may choose.
CREATE TABLE candidate (
  entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
  PRIMARY KEY (entity, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX candidate_record ON candidate (record);

-- What a record changed of a name (store.corrections.Change, JSON), so that it can be taken back.
CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX correction_entity ON correction (entity);
CREATE INDEX correction_record ON correction (record);

-- Where each list stood when a script last asked what had come (core.arrivals.Mark), by the command with its query.
-- It speaks of this file's article numbers, so no copy of what the user made has it. `waiting` are earlier articles
-- that are still to come.
CREATE TABLE asked (
  key TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  last INTEGER NOT NULL,
  waiting BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- All shows of a catalogue in the pages it gives them in: `shows` is a list of core.catalogue.IndexedShow, msgpack,
-- zlib. `changed` is when that was last another. It can be asked for again at any time, and the file of its names
-- (store.show_index) be made of it.
CREATE TABLE index_page (
  provider TEXT NOT NULL,
  page INTEGER NOT NULL,
  count INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  fetched INTEGER NOT NULL,
  etag TEXT,
  shows BLOB NOT NULL,
  PRIMARY KEY (provider, page)
) STRICT;

-- What tells the news of an article (core.stories.News, msgpack; empty where it is to be made anew), and the story it
-- belongs to with others, NULL for none; `adds` is 0 where it says nothing that the earlier ones have not said, `fresh`
-- what it says beyond them (core.novelty.New, msgpack), NULL where none is before it. All of it is derived from the
-- texts and from `told`.
CREATE TABLE news (
  article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  story INTEGER,
  adds INTEGER NOT NULL DEFAULT 1,
  fresh BLOB,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX news_story ON news (story, article, adds) WHERE story IS NOT NULL;

-- The keys by which articles are found that may be the same news, with the hour of each.
CREATE TABLE news_key (
  key INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (key, hour, article)
) STRICT, WITHOUT ROWID;

-- What a person said of two articles: that they are the same news, or that they are not. An article is told by 64 bits of
-- the hash of an address, or of its title where it has none, so that this outlasts its row.
CREATE TABLE told (
  one INTEGER NOT NULL,
  other INTEGER NOT NULL,
  same INTEGER NOT NULL,
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_other ON told (other, one);

-- How often stories have changed, and the number of the newest.
INSERT INTO meta VALUES ('stories', 0), ('story', 0);
CREATE TRIGGER news_goes AFTER DELETE ON news WHEN OLD.story IS NOT NULL BEGIN
  UPDATE news SET story = NULL, adds = 1, fresh = NULL WHERE story = OLD.story
    AND (SELECT count(*) FROM news WHERE story = OLD.story) < 2;
  UPDATE meta SET value = value + 1 WHERE key = 'stories';
END;
CREATE TRIGGER news_mutes AFTER UPDATE OF muted ON article WHEN OLD.muted <> NEW.muted BEGIN
  UPDATE meta SET value = value + 1 WHERE key = 'stories';
END;

-- What the user had before the text of an article was replaced by another (store.earlier): headline, dek and blocks, as
-- `body` keeps them, with the `origin` and the time of that text. `seen`: it had been read; `looked`: the text that came
-- after it has been looked at since.
CREATE TABLE earlier (
  article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  origin INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  looked INTEGER NOT NULL DEFAULT 0,
  data BLOB NOT NULL
) STRICT;
