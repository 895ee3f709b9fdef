-- Until when the process that fills a version which does not serve yet claims it; prolonged while it lives. Whoever starts
-- or begins a replay removes what nobody claims.
ALTER TABLE projection_version ADD COLUMN claimed_until TIMESTAMP WITH TIME ZONE;
