-- table/create-stg
CREATE TABLE IF NOT EXISTS "A_DB"."STG_SCHEMA"."EVENTS" (
    "AT" TIMESTAMP_TZ(6),
    "WHAT" VARIANT,
    "EMBEDDING" ARRAY,
    "_OP" VARCHAR(1) NOT NULL,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    "_SEQ" NUMBER(20,0) NOT NULL,
    "_WRITER" VARCHAR NOT NULL
)
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Changes of shop.events of a';

-- table/create-raw
CREATE TABLE IF NOT EXISTS "A_DB"."RAW_SCHEMA"."EVENTS" (
    "AT" TIMESTAMP_TZ(6),
    "WHAT" VARIANT,
    "EMBEDDING" ARRAY,
    "_OP" VARCHAR(1) NOT NULL,
    "_SEQ" NUMBER(20,0) NOT NULL,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL
)
CHANGE_TRACKING = TRUE
DATA_RETENTION_TIME_IN_DAYS = 1
MAX_DATA_EXTENSION_TIME_IN_DAYS = 14
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Log of shop.events of a';

-- stream/create-raw
CREATE STREAM IF NOT EXISTS "A_DB"."RAW_SCHEMA"."EVENTS_STREAM"
    ON TABLE "A_DB"."RAW_SCHEMA"."EVENTS"
    APPEND_ONLY = TRUE
    SHOW_INITIAL_ROWS = TRUE
    COMMENT = 'Brings changes to CI_DB.CI_SCHEMA.EVENTS';

-- table/create-stg
CREATE TABLE IF NOT EXISTS "B_DB"."STG_SCHEMA"."EVENTS" (
    "AT" TIMESTAMP_TZ(6),
    "WHAT" VARIANT,
    "EMBEDDING" ARRAY,
    "WHO" VARCHAR(134217728),
    "_OP" VARCHAR(1) NOT NULL,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    "_SEQ" NUMBER(20,0) NOT NULL,
    "_WRITER" VARCHAR NOT NULL
)
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Changes of shop.events of b';

-- table/create-raw
CREATE TABLE IF NOT EXISTS "B_DB"."RAW_SCHEMA"."EVENTS" (
    "AT" TIMESTAMP_TZ(6),
    "WHAT" VARIANT,
    "EMBEDDING" ARRAY,
    "WHO" VARCHAR(134217728),
    "_OP" VARCHAR(1) NOT NULL,
    "_SEQ" NUMBER(20,0) NOT NULL,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL
)
CHANGE_TRACKING = TRUE
DATA_RETENTION_TIME_IN_DAYS = 1
MAX_DATA_EXTENSION_TIME_IN_DAYS = 14
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Log of shop.events of b';

-- stream/create-raw
CREATE STREAM IF NOT EXISTS "B_DB"."RAW_SCHEMA"."EVENTS_STREAM"
    ON TABLE "B_DB"."RAW_SCHEMA"."EVENTS"
    APPEND_ONLY = TRUE
    SHOW_INITIAL_ROWS = TRUE
    COMMENT = 'Brings changes to CI_DB.CI_SCHEMA.EVENTS';

-- table/create-ci
CREATE TABLE IF NOT EXISTS "CI_DB"."CI_SCHEMA"."EVENTS" (
    "BRAND_ID" VARCHAR NOT NULL,
    "AT" TIMESTAMP_TZ(6),
    "WHAT" VARIANT,
    "EMBEDDING" ARRAY,
    "WHO" VARCHAR(134217728),
    "_OP" VARCHAR(1) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    "_SEQ" NUMBER(20,0) NOT NULL,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL
)
CLUSTER BY ("BRAND_ID")
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'EVENTS of all brands';

-- table/add-column
ALTER TABLE "CI_DB"."CI_SCHEMA"."EVENTS" ADD COLUMN IF NOT EXISTS "WHO" VARCHAR(134217728);

-- view/create-api
CREATE OR REPLACE SECURE VIEW "CI_DB"."API_SCHEMA"."EVENTS" (
    "BRAND_ID",
    "AT",
    "WHAT",
    "EMBEDDING",
    "WHO",
    "_OP",
    "_CUT",
    "_SEQ",
    "_UPDATED_AT"
)
COMMENT = 'EVENTS of all brands'
AS
SELECT
    "BRAND_ID",
    "AT",
    "WHAT",
    "EMBEDDING",
    "WHO",
    "_OP",
    "_CUT",
    "_SEQ",
    "_UPDATED_AT"
FROM "CI_DB"."CI_SCHEMA"."EVENTS";

-- task/create-merge-ci
CREATE OR REPLACE TASK "CI_DB"."CI_SCHEMA"."MERGE_CI"
    USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XSMALL'
    SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'XXLARGE'
    TARGET_COMPLETION_INTERVAL = '60 SECONDS'
    USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 10
    QUERY_TAG = '{"app":"CdcToSnowflake","layer":"CI"}'
    USER_TASK_TIMEOUT_MS = 3600000
    SUSPEND_TASK_AFTER_NUM_FAILURES = 10
    TASK_AUTO_RETRY_ATTEMPTS = 0
    WHEN SYSTEM$STREAM_HAS_DATA('"A_DB"."RAW_SCHEMA"."EVENTS_STREAM"')
        OR SYSTEM$STREAM_HAS_DATA('"B_DB"."RAW_SCHEMA"."EVENTS_STREAM"')
    AS
BEGIN
    BEGIN TRANSACTION;
INSERT INTO "CI_DB"."CI_SCHEMA"."EVENTS" (
    "BRAND_ID",
    "AT",
    "WHAT",
    "EMBEDDING",
    "WHO",
    "_UPDATED_AT",
    "_OP",
    "_CUT",
    "_SEQ"
)
SELECT
            'a' AS "BRAND_ID",
            "AT",
            "WHAT",
            "EMBEDDING",
            CAST(NULL AS VARCHAR(134217728)) AS "WHO",
            "_UPDATED_AT",
            "_OP",
            "_CUT",
            "_SEQ"
FROM "A_DB"."RAW_SCHEMA"."EVENTS_STREAM"
UNION ALL
SELECT
            'b' AS "BRAND_ID",
            "AT",
            "WHAT",
            "EMBEDDING",
            "WHO",
            "_UPDATED_AT",
            "_OP",
            "_CUT",
            "_SEQ"
FROM "B_DB"."RAW_SCHEMA"."EVENTS_STREAM";
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;

-- task/resume
ALTER TASK "CI_DB"."CI_SCHEMA"."MERGE_CI" RESUME;

-- task/create-merge-raw
CREATE OR REPLACE TASK "A_DB"."STG_SCHEMA"."MERGE_RAW"
    USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XSMALL'
    SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'XXLARGE'
    TARGET_COMPLETION_INTERVAL = '60 SECONDS'
    USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 10
    QUERY_TAG = '{"app":"CdcToSnowflake","brand":"a","layer":"RAW"}'
    USER_TASK_TIMEOUT_MS = 3600000
    SUSPEND_TASK_AFTER_NUM_FAILURES = 10
    TASK_AUTO_RETRY_ATTEMPTS = 0
    WHEN SYSTEM$STREAM_HAS_DATA('"A_DB"."STG_SCHEMA"."CDC_CUT_STREAM"')
    AS
DECLARE
    merged NUMBER(20,0) DEFAULT 0;
    ahead NUMBER(20,0) DEFAULT 0;
    target NUMBER(20,0) DEFAULT 0;
    waiting NUMBER(20,0) DEFAULT 0;
    changed VARCHAR DEFAULT '';
BEGIN
    BEGIN TRANSACTION;
-- Takes the row's lock, so that a run of this task from before it was replaced can't merge beside this one.
UPDATE "A_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "CHECKED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    merged := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "A_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');
    -- Tables that merged each by itself may be ahead of the brand: it waits until it can go there in one step.
    ahead := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "A_DB"."STG_SCHEMA"."CDC_PROGRESS");
    target := (
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"PARTS" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", COUNT(*) AS "PART_COUNT", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :merged
            AND ("TABLE_PATH" || '/' || "SHAPE") IN (
                'shop.events/va6e3b16c'
            )
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT 'shop.events' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "A_DB"."STG_SCHEMA"."EVENTS"
    WHERE "_CUT" > :merged AND "_CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "_CUT", "_WRITER"
),
"COMPLETE" AS (
    SELECT h."CUT"
    FROM "HEADERS" AS h
    LEFT JOIN "PARTS" AS p ON p."CUT" = h."CUT" AND p."WRITER" = h."WRITER"
    LEFT JOIN "SWEPT" AS w ON w."CUT" = h."CUT" AND w."WRITER" = h."WRITER"
    LEFT JOIN "LOADED" AS l ON l."CUT" = p."CUT" AND l."WRITER" = p."WRITER" AND l."TABLE_PATH" = p."TABLE_PATH" AND l."ROW_COUNT" = p."ROW_COUNT"
    GROUP BY h."CUT", h."TABLE_COUNT", h."SWEEP_COUNT"
    HAVING SUM(IFF(l."CUT" IS NULL, 0, p."PART_COUNT")) = h."TABLE_COUNT" AND COALESCE(MAX(w."SWEEP_COUNT"), 0) >= h."SWEEP_COUNT"
)
SELECT COALESCE(MAX("CUT"), :merged)
FROM (SELECT "CUT", ROW_NUMBER() OVER (ORDER BY "CUT") AS "NTH" FROM "COMPLETE") AS c
WHERE "CUT" = :merged + "NTH"
    );
    IF (target > merged AND target >= ahead) THEN
        changed := (
SELECT COALESCE(LISTAGG(DISTINCT '/' || "TABLE_PATH" || '/', ''), '')
FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" IN ('table', 'sweep') AND "CUT" > :merged AND "CUT" <= :target
        );
        IF (CONTAINS(changed, '/shop.events/')) THEN
INSERT INTO "A_DB"."RAW_SCHEMA"."EVENTS" (
    "AT",
    "WHAT",
    "EMBEDDING",
    "_OP",
    "_SEQ",
    "_UPDATED_AT",
    "_CUT"
)
WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "A_DB"."STG_SCHEMA"."EVENTS" AS s
        JOIN "CUTS" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
        WHERE s."_CUT" > :merged AND s."_CUT" <= :target
    )
SELECT
    w."AT",
    w."WHAT",
    w."EMBEDDING",
    w."_OP",
    w."_SEQ",
    w."_UPDATED_AT",
    w."_CUT"
FROM "CHANGES" AS w
WHERE w."_CUT" > (SELECT COALESCE(MAX("_CUT"), 0) FROM "A_DB"."RAW_SCHEMA"."EVENTS")
QUALIFY ROW_NUMBER() OVER (PARTITION BY w."_CUT", w."_SEQ" ORDER BY w."_CUT") = 1;
        END IF;
UPDATE "A_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "MERGED_CUT" = :target, "MERGED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    END IF;
    -- Only when no cut waits is the stream consumed: else it starts this task again, until what is missing has come.
    waiting := (SELECT COUNT(*) FROM "A_DB"."STG_SCHEMA"."CDC_CUT" WHERE "CUT" > :target);
    IF (waiting = 0) THEN
INSERT INTO "A_DB"."STG_SCHEMA"."CDC_PROGRESS" ("NAME", "MERGED_CUT")
SELECT "WRITER", "CUT" FROM "A_DB"."STG_SCHEMA"."CDC_CUT_STREAM" WHERE FALSE;
    END IF;
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;

-- task/resume
ALTER TASK "A_DB"."STG_SCHEMA"."MERGE_RAW" RESUME;

-- task/create-merge-raw
CREATE OR REPLACE TASK "B_DB"."STG_SCHEMA"."MERGE_RAW"
    USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XSMALL'
    SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'XXLARGE'
    TARGET_COMPLETION_INTERVAL = '60 SECONDS'
    USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 10
    QUERY_TAG = '{"app":"CdcToSnowflake","brand":"b","layer":"RAW"}'
    USER_TASK_TIMEOUT_MS = 3600000
    SUSPEND_TASK_AFTER_NUM_FAILURES = 10
    TASK_AUTO_RETRY_ATTEMPTS = 0
    WHEN SYSTEM$STREAM_HAS_DATA('"B_DB"."STG_SCHEMA"."CDC_CUT_STREAM"')
    AS
DECLARE
    merged NUMBER(20,0) DEFAULT 0;
    ahead NUMBER(20,0) DEFAULT 0;
    target NUMBER(20,0) DEFAULT 0;
    waiting NUMBER(20,0) DEFAULT 0;
    changed VARCHAR DEFAULT '';
BEGIN
    BEGIN TRANSACTION;
-- Takes the row's lock, so that a run of this task from before it was replaced can't merge beside this one.
UPDATE "B_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "CHECKED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    merged := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "B_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');
    -- Tables that merged each by itself may be ahead of the brand: it waits until it can go there in one step.
    ahead := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "B_DB"."STG_SCHEMA"."CDC_PROGRESS");
    target := (
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"PARTS" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", COUNT(*) AS "PART_COUNT", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :merged
            AND ("TABLE_PATH" || '/' || "SHAPE") IN (
                'shop.events/vadcdc843'
            )
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT 'shop.events' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "B_DB"."STG_SCHEMA"."EVENTS"
    WHERE "_CUT" > :merged AND "_CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "_CUT", "_WRITER"
),
"COMPLETE" AS (
    SELECT h."CUT"
    FROM "HEADERS" AS h
    LEFT JOIN "PARTS" AS p ON p."CUT" = h."CUT" AND p."WRITER" = h."WRITER"
    LEFT JOIN "SWEPT" AS w ON w."CUT" = h."CUT" AND w."WRITER" = h."WRITER"
    LEFT JOIN "LOADED" AS l ON l."CUT" = p."CUT" AND l."WRITER" = p."WRITER" AND l."TABLE_PATH" = p."TABLE_PATH" AND l."ROW_COUNT" = p."ROW_COUNT"
    GROUP BY h."CUT", h."TABLE_COUNT", h."SWEEP_COUNT"
    HAVING SUM(IFF(l."CUT" IS NULL, 0, p."PART_COUNT")) = h."TABLE_COUNT" AND COALESCE(MAX(w."SWEEP_COUNT"), 0) >= h."SWEEP_COUNT"
)
SELECT COALESCE(MAX("CUT"), :merged)
FROM (SELECT "CUT", ROW_NUMBER() OVER (ORDER BY "CUT") AS "NTH" FROM "COMPLETE") AS c
WHERE "CUT" = :merged + "NTH"
    );
    IF (target > merged AND target >= ahead) THEN
        changed := (
SELECT COALESCE(LISTAGG(DISTINCT '/' || "TABLE_PATH" || '/', ''), '')
FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" IN ('table', 'sweep') AND "CUT" > :merged AND "CUT" <= :target
        );
        IF (CONTAINS(changed, '/shop.events/')) THEN
INSERT INTO "B_DB"."RAW_SCHEMA"."EVENTS" (
    "AT",
    "WHAT",
    "EMBEDDING",
    "WHO",
    "_OP",
    "_SEQ",
    "_UPDATED_AT",
    "_CUT"
)
WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "B_DB"."STG_SCHEMA"."EVENTS" AS s
        JOIN "CUTS" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
        WHERE s."_CUT" > :merged AND s."_CUT" <= :target
    )
SELECT
    w."AT",
    w."WHAT",
    w."EMBEDDING",
    w."WHO",
    w."_OP",
    w."_SEQ",
    w."_UPDATED_AT",
    w."_CUT"
FROM "CHANGES" AS w
WHERE w."_CUT" > (SELECT COALESCE(MAX("_CUT"), 0) FROM "B_DB"."RAW_SCHEMA"."EVENTS")
QUALIFY ROW_NUMBER() OVER (PARTITION BY w."_CUT", w."_SEQ" ORDER BY w."_CUT") = 1;
        END IF;
UPDATE "B_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "MERGED_CUT" = :target, "MERGED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    END IF;
    -- Only when no cut waits is the stream consumed: else it starts this task again, until what is missing has come.
    waiting := (SELECT COUNT(*) FROM "B_DB"."STG_SCHEMA"."CDC_CUT" WHERE "CUT" > :target);
    IF (waiting = 0) THEN
INSERT INTO "B_DB"."STG_SCHEMA"."CDC_PROGRESS" ("NAME", "MERGED_CUT")
SELECT "WRITER", "CUT" FROM "B_DB"."STG_SCHEMA"."CDC_CUT_STREAM" WHERE FALSE;
    END IF;
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;

-- task/resume
ALTER TASK "B_DB"."STG_SCHEMA"."MERGE_RAW" RESUME;

-- pipe/create
CREATE PIPE IF NOT EXISTS "A_DB"."STG_SCHEMA"."EVENTS_VA6E3B16C"
    AUTO_INGEST = TRUE
    AS
    COPY INTO "A_DB"."STG_SCHEMA"."EVENTS" (
        "AT",
        "WHAT",
        "EMBEDDING",
        "_OP",
        "_UPDATED_AT",
        "_CUT",
        "_SEQ",
        "_WRITER"
    )
    FROM (
        SELECT
            TO_TIMESTAMP_TZ($1:"at"::VARCHAR, 'YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM'),
            PARSE_JSON($1:"what"::VARCHAR),
            PARSE_JSON($1:"embedding"::VARCHAR)::ARRAY,
            $1:"_OP"::VARCHAR,
            TO_TIMESTAMP_NTZ($1:"_UPDATED_AT"::NUMBER(38,0), 6),
            $1:"_CUT"::NUMBER(20,0),
            $1:"_SEQ"::NUMBER(20,0),
            $1:"_WRITER"::VARCHAR
        FROM '@"A_DB"."STG_SCHEMA"."CDC_STAGE"/data/shop.events/va6e3b16c/'
    )
    FILE_FORMAT = (FORMAT_NAME = '"A_DB"."STG_SCHEMA"."CDC_PARQUET"')
    ON_ERROR = SKIP_FILE;

-- pipe/refresh
ALTER PIPE "A_DB"."STG_SCHEMA"."EVENTS_VA6E3B16C" REFRESH;

-- pipe/create
CREATE PIPE IF NOT EXISTS "B_DB"."STG_SCHEMA"."EVENTS_VADCDC843"
    AUTO_INGEST = TRUE
    AS
    COPY INTO "B_DB"."STG_SCHEMA"."EVENTS" (
        "AT",
        "WHAT",
        "EMBEDDING",
        "WHO",
        "_OP",
        "_UPDATED_AT",
        "_CUT",
        "_SEQ",
        "_WRITER"
    )
    FROM (
        SELECT
            TO_TIMESTAMP_TZ($1:"at"::VARCHAR, 'YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM'),
            PARSE_JSON($1:"what"::VARCHAR),
            PARSE_JSON($1:"embedding"::VARCHAR)::ARRAY,
            $1:"who"::VARCHAR,
            $1:"_OP"::VARCHAR,
            TO_TIMESTAMP_NTZ($1:"_UPDATED_AT"::NUMBER(38,0), 6),
            $1:"_CUT"::NUMBER(20,0),
            $1:"_SEQ"::NUMBER(20,0),
            $1:"_WRITER"::VARCHAR
        FROM '@"B_DB"."STG_SCHEMA"."CDC_STAGE"/data/shop.events/vadcdc843/'
    )
    FILE_FORMAT = (FORMAT_NAME = '"B_DB"."STG_SCHEMA"."CDC_PARQUET"')
    ON_ERROR = SKIP_FILE;

-- pipe/refresh
ALTER PIPE "B_DB"."STG_SCHEMA"."EVENTS_VADCDC843" REFRESH;

