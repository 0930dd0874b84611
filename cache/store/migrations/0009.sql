-- Schema 9: the words of names, so that one is found by any of them without going through all names.

-- Each word of each way a name is written (alias.key). What an alias leaves behind when it goes does no harm: who looks
-- for a word looks at the alias, too.
CREATE TABLE alias_word (
  word TEXT NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (word, entity)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO alias_word (word, entity)
  SELECT w.value, a.entity FROM alias a JOIN json_each('["' || replace(replace(replace(a.key, '\', '\\'), '"', '\"'), ' ', '","') || '"]') w;
CREATE TRIGGER alias_comes AFTER INSERT ON alias BEGIN
  INSERT OR IGNORE INTO alias_word (word, entity)
    SELECT value, NEW.entity FROM json_each('["' || replace(replace(replace(NEW.key, '\', '\\'), '"', '\"'), ' ', '","') || '"]');
END;

-- Those of a kind that are written about most, in the order of their lists.
DROP INDEX entity_often;
CREATE INDEX entity_often ON entity (type, articles DESC, mentions DESC, id);

-- What tells the news of articles has more in it now: all of it is made anew, the newest first.
UPDATE news SET data = x'';
DELETE FROM news_key;
