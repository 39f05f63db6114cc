-- table/create-stg
CREATE TABLE IF NOT EXISTS "A_DB"."STG_SCHEMA"."CUSTOMERS" (
    "ID" NUMBER(20,0),
    "NAME" VARCHAR(134217728),
    "BORN" DATE,
    "_OP" VARCHAR(1) NOT NULL,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    "_SEQ" NUMBER(20,0) NOT NULL,
    "_WRITER" VARCHAR NOT NULL
)
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Changes of shop.customers of a';

-- table/create-raw
CREATE TABLE IF NOT EXISTS "A_DB"."RAW_SCHEMA"."CUSTOMERS" (
    "ID" NUMBER(20,0) NOT NULL,
    "NAME" VARCHAR(134217728),
    "BORN" DATE,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    PRIMARY KEY ("ID")
)
CHANGE_TRACKING = TRUE
DATA_RETENTION_TIME_IN_DAYS = 1
MAX_DATA_EXTENSION_TIME_IN_DAYS = 14
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Mirror of shop.customers of a';

-- stream/create-raw
CREATE STREAM IF NOT EXISTS "A_DB"."RAW_SCHEMA"."CUSTOMERS_STREAM"
    ON TABLE "A_DB"."RAW_SCHEMA"."CUSTOMERS"
    SHOW_INITIAL_ROWS = TRUE
    COMMENT = 'Brings changes to CI_DB.CI_SCHEMA.CUSTOMERS';

-- table/create-ci
CREATE TABLE IF NOT EXISTS "CI_DB"."CI_SCHEMA"."CUSTOMERS" (
    "BRAND_ID" VARCHAR NOT NULL,
    "ID" NUMBER(20,0) NOT NULL,
    "NAME" VARCHAR(134217728),
    "BORN" DATE,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    PRIMARY KEY ("BRAND_ID", "ID")
)
CLUSTER BY ("BRAND_ID")
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'CUSTOMERS of all brands';

-- view/create-api
CREATE OR REPLACE SECURE VIEW "CI_DB"."API_SCHEMA"."CUSTOMERS" (
    "BRAND_ID",
    "ID",
    "NAME",
    "BORN",
    "_UPDATED_AT"
)
COMMENT = 'CUSTOMERS of all brands'
AS
SELECT
    "BRAND_ID",
    "ID",
    "NAME",
    "BORN",
    "_UPDATED_AT"
FROM "CI_DB"."CI_SCHEMA"."CUSTOMERS";

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
    WHEN SYSTEM$STREAM_HAS_DATA('"A_DB"."RAW_SCHEMA"."CUSTOMERS_STREAM"')
    AS
BEGIN
    BEGIN TRANSACTION;
MERGE INTO "CI_DB"."CI_SCHEMA"."CUSTOMERS" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'a' AS "BRAND_ID",
            "ID",
            "NAME",
            "BORN",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "A_DB"."RAW_SCHEMA"."CUSTOMERS_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "ID" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."ID" = s."ID"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "NAME" = s."NAME",
    "BORN" = s."BORN",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "ID",
    "NAME",
    "BORN",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."ID",
    s."NAME",
    s."BORN",
    s."_UPDATED_AT"
);
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
                'shop.customers/v6e2d2760'
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
    SELECT 'shop.customers' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "A_DB"."STG_SCHEMA"."CUSTOMERS"
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
        IF (CONTAINS(changed, '/shop.customers/')) THEN
DELETE FROM "A_DB"."RAW_SCHEMA"."CUSTOMERS"
WHERE EXISTS (
    SELECT 1
    FROM "A_DB"."STG_SCHEMA"."CUSTOMERS" AS s
    JOIN "A_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);
MERGE INTO "A_DB"."RAW_SCHEMA"."CUSTOMERS" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "A_DB"."STG_SCHEMA"."CUSTOMERS" AS s
        JOIN "CUTS" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
        WHERE s."_CUT" > :merged AND s."_CUT" <= :target
    ),
    "EMPTIED" AS (
        SELECT "_CUT", "_SEQ"
        FROM "CHANGES"
        WHERE "_OP" = 'T'
        QUALIFY ROW_NUMBER() OVER (ORDER BY "_CUT" DESC, "_SEQ" DESC) = 1
    )
    SELECT
        w."ID",
        w."NAME",
        w."BORN",
        w."_OP",
        w."_UPDATED_AT",
        w."_CUT"
    FROM "CHANGES" AS w
    LEFT JOIN "EMPTIED" AS e ON TRUE
    WHERE w."_OP" <> 'T'
        AND (e."_CUT" IS NULL OR w."_CUT" > e."_CUT" OR (w."_CUT" = e."_CUT" AND w."_SEQ" > e."_SEQ"))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY w."ID" ORDER BY w."_CUT" DESC, w."_SEQ" DESC) = 1
) AS s
ON t."ID" = s."ID"
WHEN MATCHED AND s."_OP" = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "NAME" = s."NAME",
    "BORN" = s."BORN",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "ID",
    "NAME",
    "BORN",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."ID",
    s."NAME",
    s."BORN",
    s."_UPDATED_AT",
    s."_CUT"
);
DELETE FROM "A_DB"."RAW_SCHEMA"."CUSTOMERS"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'shop.customers' AND "CUT" > :merged AND "CUT" <= :target
    );
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

-- pipe/create
CREATE PIPE IF NOT EXISTS "A_DB"."STG_SCHEMA"."CUSTOMERS_V6E2D2760"
    AUTO_INGEST = TRUE
    AS
    COPY INTO "A_DB"."STG_SCHEMA"."CUSTOMERS" (
        "ID",
        "NAME",
        "BORN",
        "_OP",
        "_UPDATED_AT",
        "_CUT",
        "_SEQ",
        "_WRITER"
    )
    FROM (
        SELECT
            $1:"id"::NUMBER(20,0),
            REGEXP_SUBSTR($1:"name"::VARCHAR, '^[0-9a-f]{64}$'),
            $1:"born"::DATE,
            $1:"_OP"::VARCHAR,
            TO_TIMESTAMP_NTZ($1:"_UPDATED_AT"::NUMBER(38,0), 6),
            $1:"_CUT"::NUMBER(20,0),
            $1:"_SEQ"::NUMBER(20,0),
            $1:"_WRITER"::VARCHAR
        FROM '@"A_DB"."STG_SCHEMA"."CDC_STAGE"/data/shop.customers/v6e2d2760/'
    )
    FILE_FORMAT = (FORMAT_NAME = '"A_DB"."STG_SCHEMA"."CDC_PARQUET"')
    ON_ERROR = SKIP_FILE;

-- pipe/refresh
ALTER PIPE "A_DB"."STG_SCHEMA"."CUSTOMERS_V6E2D2760" REFRESH;

