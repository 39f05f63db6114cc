-- preflight/session
SELECT CURRENT_ACCOUNT() AS "ACCOUNT", CURRENT_USER() AS "USER", CURRENT_ROLE() AS "ROLE", CURRENT_WAREHOUSE() AS "WAREHOUSE", CURRENT_VERSION() AS "VERSION";

-- inventory/grants
SHOW GRANTS TO ROLE "ro""le's";

-- inventory/grants
SHOW GRANTS OF ROLE "ro""le's";

-- inventory/grants
SHOW FUTURE GRANTS TO ROLE "ro""le's";

-- inventory/parameters
SHOW PARAMETERS IN WAREHOUSE "etl ""xs""";

-- inventory/extension
SHOW PARAMETERS LIKE 'MAX_DATA_EXTENSION_TIME_IN_DAYS' IN TABLE "D ""1"""."it's"."or""der
-- '\ $$";

-- inventory/role
SELECT IS_ROLE_IN_SESSION('ro"le''s') AS "IS_HELD";

-- inventory/pipe-state
SELECT PARSE_JSON(SYSTEM$PIPE_STATUS('"D ""1"""."it''s"."or""der\n-- ''\\ $$"')):executionState::VARCHAR AS "STATE";

-- inventory/integration
DESCRIBE INTEGRATION "s3's";

-- inventory/policy
DESCRIBE ROW ACCESS POLICY "D ""1"""."it's"."or""der
-- '\ $$";

-- inventory/tag
SELECT SYSTEM$GET_TAG('"D ""1"""."it''s"."or""der\n-- ''\\ $$"', '"D ""1"""', 'DATABASE') AS "VALUE";

-- inventory/tag
SELECT SYSTEM$GET_TAG('"D ""1"""."it''s"."or""der\n-- ''\\ $$"', '"etl''s"', 'WAREHOUSE') AS "VALUE";

-- inventory/columns
SELECT "TABLE_NAME", "COLUMN_NAME", "DATA_TYPE", "NUMERIC_PRECISION", "NUMERIC_SCALE", "CHARACTER_MAXIMUM_LENGTH", "IS_NULLABLE", "COMMENT"
FROM "D ""1"""."INFORMATION_SCHEMA"."COLUMNS"
WHERE "TABLE_SCHEMA" = 'it''s'
ORDER BY "TABLE_NAME", "ORDINAL_POSITION";

-- inventory/pipes
SELECT "PIPE_NAME", "COMMENT", "NOTIFICATION_CHANNEL_NAME", "PIPE_OWNER"
FROM "D ""1"""."INFORMATION_SCHEMA"."PIPES"
WHERE "PIPE_SCHEMA" = 'it''s'
ORDER BY "PIPE_NAME";

-- inventory/unmerged
SELECT DISTINCT "TABLE_PATH", "SHAPE"
FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" = 'table' AND "CUT" > (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');

-- operations/last-cut
SELECT GREATEST(
    (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_PROGRESS"),
    (SELECT COALESCE(MAX("CUT"), 0) FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT" WHERE "KIND" = 'cut')
) AS "CUT";

-- inventory/show
SHOW DATABASES;

-- inventory/show
SHOW WAREHOUSES;

-- inventory/show
SHOW RESOURCE MONITORS;

-- inventory/show
SHOW INTEGRATIONS;

-- inventory/show
SHOW ROLES;

-- inventory/show
SHOW DATABASES
    LIMIT 10000 FROM 'it''s';

-- inventory/show
SHOW SCHEMAS
    IN DATABASE "D ""1"""
    LIMIT 10000;

-- inventory/show
SHOW TABLES
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW STREAMS
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW TASKS
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW STAGES
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW FILE FORMATS

    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW VIEWS
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW SEMANTIC VIEWS
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW ROW ACCESS POLICIES
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW TAGS
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW SNOWFLAKE.CORE.BUDGET
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW PROCEDURES
    IN SCHEMA "D ""1"""."it's";

-- inventory/show
SHOW TABLES
    IN SCHEMA "D ""1"""."it's"
    LIMIT 10000 FROM 'it''s';

