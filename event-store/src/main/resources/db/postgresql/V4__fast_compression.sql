-- The database compresses the data of rows that are not small. LZ4 takes it a tenth of the time of its default and a fifth more
-- space. A server that was built without LZ4, or is older than 14, keeps the default, as does a role that does not own the table,
-- and so do rows that are there already.
DO $$
BEGIN
    EXECUTE 'ALTER TABLE journal ALTER COLUMN data SET COMPRESSION lz4';
EXCEPTION
    WHEN feature_not_supported OR syntax_error OR insufficient_privilege THEN
        RAISE NOTICE 'the journal is compressed by the default of the database';
END
$$;
