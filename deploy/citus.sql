-- Spreads a store on PostgreSQL with Citus over several database servers, by council: all rows of a
-- council lie on one of them, so that its pages ask one. docs/region.md says when and how. For a store
-- that is empty or in use, while the dashboard is stopped, with `psql --single-transaction`.

-- The council in every key: Citus wants it there, and finds a council's rows by it.
DO $$
DECLARE
  each record;
BEGIN
  FOR each IN
    SELECT key.conrelid::regclass AS of_table, key.conname AS name,
           (SELECT string_agg(quote_ident(attname), ', ' ORDER BY place)
              FROM unnest(key.conkey) WITH ORDINALITY AS part (number, place)
              JOIN pg_attribute ON attrelid = key.conrelid AND attnum = part.number
             WHERE attname <> 'authority') AS columns
      FROM pg_constraint AS key
      JOIN pg_attribute AS council
        ON council.attrelid = key.conrelid AND council.attname = 'authority' AND NOT council.attisdropped
     WHERE key.contype = 'p' AND key.connamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I PRIMARY KEY (authority, %s)',
                   each.of_table, each.name, each.name, each.columns);
  END LOOP;
END $$;

-- What has a council is spread by it; what is of all councils (the batches, and what they sent again)
-- is on every server, so that joins stay on one.
SELECT table_name, create_distributed_table(format('%I', table_name), 'authority')
  FROM information_schema.columns
 WHERE table_schema = 'public' AND column_name = 'authority'
 ORDER BY table_name;

SELECT tablename, create_reference_table(format('%I', tablename))
  FROM pg_tables
 WHERE schemaname = 'public' AND tablename <> 'alembic_version'
   AND NOT EXISTS (SELECT FROM information_schema.columns
                    WHERE table_schema = 'public' AND table_name = tablename AND column_name = 'authority')
 ORDER BY tablename;
