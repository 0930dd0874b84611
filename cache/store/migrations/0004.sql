-- Where a page may be when nothing is at `url`: the feed's link was relative, and `url` is it on the feed's site, this
-- it on the host of the feed itself. NULL for a link that is whole.
ALTER TABLE article ADD COLUMN other_url TEXT;
