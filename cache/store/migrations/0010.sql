-- Schema 10: which articles stand under another of their story, so that a list by story is read and not made.

-- 1 where a list of the newest has another row for the same news: all of a story but its head, which is the newest that
-- says something, or the newest where none does. A muted article is in no row of a story, and never its head.
ALTER TABLE article ADD COLUMN below INTEGER NOT NULL DEFAULT 0;
UPDATE article SET below = 1 WHERE id IN (
  SELECT article FROM (
    SELECT n.article, row_number() OVER (PARTITION BY n.story ORDER BY n.adds DESC, a.moment DESC, a.id DESC) AS place
    FROM news n JOIN article a ON a.id = n.article WHERE n.story IS NOT NULL AND a.muted = 0)
  WHERE place > 1);
CREATE INDEX article_below ON article (moment DESC, id DESC, read) WHERE below = 1;

-- What goes, is muted or moves in time may leave its story another head. What comes into a story, and what it says that
-- is new, is the program's matter (stories.keep_heads): once for each story, however many come.
DROP TRIGGER news_goes;
CREATE TRIGGER news_goes AFTER DELETE ON news WHEN OLD.story IS NOT NULL BEGIN
  UPDATE article SET below = 0 WHERE below = 1 AND id = (
    SELECT n.article FROM news n JOIN article a ON a.id = n.article
    WHERE n.story = OLD.story AND a.muted = 0 ORDER BY n.adds DESC, a.moment DESC, a.id DESC LIMIT 1);
  UPDATE news SET story = NULL, adds = 1, fresh = NULL WHERE story = OLD.story
    AND (SELECT count(*) FROM news WHERE story = OLD.story) < 2;
  UPDATE meta SET value = value + 1 WHERE key = 'stories';
END;
DROP TRIGGER news_mutes;
CREATE TRIGGER news_mutes AFTER UPDATE OF muted ON article WHEN OLD.muted <> NEW.muted BEGIN
  UPDATE article SET below = muted = 0 AND id <> (
    SELECT n.article FROM news n JOIN article a ON a.id = n.article
    WHERE n.story = (SELECT story FROM news WHERE article = NEW.id) AND a.muted = 0
    ORDER BY n.adds DESC, a.moment DESC, a.id DESC LIMIT 1)
    WHERE id IN (SELECT article FROM news WHERE story = (SELECT story FROM news WHERE article = NEW.id));
  UPDATE meta SET value = value + 1 WHERE key = 'stories';
END;
CREATE TRIGGER news_moves AFTER UPDATE OF moment ON article WHEN OLD.moment <> NEW.moment BEGIN
  UPDATE article SET below = muted = 0 AND id <> (
    SELECT n.article FROM news n JOIN article a ON a.id = n.article
    WHERE n.story = (SELECT story FROM news WHERE article = NEW.id) AND a.muted = 0
    ORDER BY n.adds DESC, a.moment DESC, a.id DESC LIMIT 1)
    WHERE id IN (SELECT article FROM news WHERE story = (SELECT story FROM news WHERE article = NEW.id));
END;
