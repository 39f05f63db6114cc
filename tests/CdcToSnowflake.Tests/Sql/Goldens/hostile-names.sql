-- table/create-stg
CREATE TABLE IF NOT EXISTS "B""Ü R\O ; --_DB"."STG_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" (
    "Q""UO""TE" NUMBER(10,0),
    "BACK\SLASH" VARCHAR(134217728),
    "LINE
BREAK" VARIANT,
    "$$" BINARY(67108864),
    ";--" TIMESTAMP_NTZ(6),
    "*/ /*" TIMESTAMP_TZ(6),
    "日本 ÜNÏCÖDÉ 🍜" VARCHAR(134217728),
    ":MERGED" NUMBER(10,0),
    " " ARRAY,
    "'" DATE,
    "{{ COLUMN }}" FLOAT,
    "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ" NUMBER(20,0),
    "_OP" VARCHAR(1) NOT NULL,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    "_SEQ" NUMBER(20,0) NOT NULL,
    "_WRITER" VARCHAR NOT NULL
)
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Changes of a"b''c.x''); DROP TABLE "y" -- $$ {{ 日本 }} of B"ü r\\o ; --';

-- table/create-raw
CREATE TABLE IF NOT EXISTS "B""Ü R\O ; --_DB"."RAW_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" (
    "Q""UO""TE" NUMBER(10,0) NOT NULL,
    "BACK\SLASH" VARCHAR(134217728),
    "LINE
BREAK" VARIANT,
    "$$" BINARY(67108864),
    ";--" TIMESTAMP_NTZ(6),
    "*/ /*" TIMESTAMP_TZ(6),
    "日本 ÜNÏCÖDÉ 🍜" VARCHAR(134217728),
    ":MERGED" NUMBER(10,0),
    " " ARRAY,
    "'" DATE,
    "{{ COLUMN }}" FLOAT,
    "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ" NUMBER(20,0),
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    PRIMARY KEY ("Q""UO""TE")
)
CHANGE_TRACKING = TRUE
DATA_RETENTION_TIME_IN_DAYS = 1
MAX_DATA_EXTENSION_TIME_IN_DAYS = 14
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Mirror of a"b''c.x''); DROP TABLE "y" -- $$ {{ 日本 }} of B"ü r\\o ; --';

-- stream/create-raw
CREATE STREAM IF NOT EXISTS "B""Ü R\O ; --_DB"."RAW_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}_STREAM"
    ON TABLE "B""Ü R\O ; --_DB"."RAW_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"
    SHOW_INITIAL_ROWS = TRUE
    COMMENT = 'Brings changes to CI_DB.CI_SCHEMA.X''); DROP TABLE "Y" -- $$ {{ 日本 }}';

-- table/create-ci
CREATE TABLE IF NOT EXISTS "CI_DB"."CI_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" (
    "BRAND_ID" VARCHAR NOT NULL,
    "Q""UO""TE" NUMBER(10,0) NOT NULL,
    "BACK\SLASH" VARCHAR(134217728),
    "LINE
BREAK" VARIANT,
    "$$" BINARY(67108864),
    ";--" TIMESTAMP_NTZ(6),
    "*/ /*" TIMESTAMP_TZ(6),
    "日本 ÜNÏCÖDÉ 🍜" VARCHAR(134217728),
    ":MERGED" NUMBER(10,0),
    " " ARRAY,
    "'" DATE,
    "{{ COLUMN }}" FLOAT,
    "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ" NUMBER(20,0),
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    PRIMARY KEY ("BRAND_ID", "Q""UO""TE")
)
CLUSTER BY ("BRAND_ID")
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'X''); DROP TABLE "Y" -- $$ {{ 日本 }} of all brands';

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
    WHEN SYSTEM$STREAM_HAS_DATA('"B""Ü R\\O ; --_DB"."RAW_SCHEMA"."X''); DROP TABLE ""Y"" -- $$ {{ 日本 }}_STREAM"')
    AS
BEGIN
    BEGIN TRANSACTION;
MERGE INTO "CI_DB"."CI_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'B"ü r\\o ; --' AS "BRAND_ID",
            "Q""UO""TE",
            "BACK\SLASH",
            "LINE
BREAK",
            "$$",
            ";--",
            "*/ /*",
            "日本 ÜNÏCÖDÉ 🍜",
            ":MERGED",
            " ",
            "'",
            "{{ COLUMN }}",
            "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "B""Ü R\O ; --_DB"."RAW_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "Q""UO""TE" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."Q""UO""TE" = s."Q""UO""TE"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "BACK\SLASH" = s."BACK\SLASH",
    "LINE
BREAK" = s."LINE
BREAK",
    "$$" = s."$$",
    ";--" = s.";--",
    "*/ /*" = s."*/ /*",
    "日本 ÜNÏCÖDÉ 🍜" = s."日本 ÜNÏCÖDÉ 🍜",
    ":MERGED" = s.":MERGED",
    " " = s." ",
    "'" = s."'",
    "{{ COLUMN }}" = s."{{ COLUMN }}",
    "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ" = s."ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "Q""UO""TE",
    "BACK\SLASH",
    "LINE
BREAK",
    "$$",
    ";--",
    "*/ /*",
    "日本 ÜNÏCÖDÉ 🍜",
    ":MERGED",
    " ",
    "'",
    "{{ COLUMN }}",
    "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."Q""UO""TE",
    s."BACK\SLASH",
    s."LINE
BREAK",
    s."$$",
    s.";--",
    s."*/ /*",
    s."日本 ÜNÏCÖDÉ 🍜",
    s.":MERGED",
    s." ",
    s."'",
    s."{{ COLUMN }}",
    s."ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
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
CREATE OR REPLACE TASK "B""Ü R\O ; --_DB"."STG_SCHEMA"."MERGE_RAW"
    USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XSMALL'
    SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'XXLARGE'
    TARGET_COMPLETION_INTERVAL = '60 SECONDS'
    USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 10
    QUERY_TAG = '{"app":"CdcToSnowflake","brand":"B\\u0022\\u00FC r\\\\o ; --","layer":"RAW"}'
    USER_TASK_TIMEOUT_MS = 3600000
    SUSPEND_TASK_AFTER_NUM_FAILURES = 10
    TASK_AUTO_RETRY_ATTEMPTS = 0
    WHEN SYSTEM$STREAM_HAS_DATA('"B""Ü R\\O ; --_DB"."STG_SCHEMA"."CDC_CUT_STREAM"')
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
UPDATE "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "CHECKED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    merged := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');
    -- Tables that merged each by itself may be ahead of the brand: it waits until it can go there in one step.
    ahead := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_PROGRESS");
    target := (
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"PARTS" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", COUNT(*) AS "PART_COUNT", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :merged
            AND ("TABLE_PATH" || '/' || "SHAPE") IN (
                'a~22b~27c.x~27~29~3B~20DROP~20TABLE~20~22y~22~20--~20~24~24~20~7B~7B~20~E6~97~A5~E6~9C~AC~20~7D~7D/v1e40d995'
            )
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT 'a~22b~27c.x~27~29~3B~20DROP~20TABLE~20~22y~22~20--~20~24~24~20~7B~7B~20~E6~97~A5~E6~9C~AC~20~7D~7D' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"
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
FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" IN ('table', 'sweep') AND "CUT" > :merged AND "CUT" <= :target
        );
        IF (CONTAINS(changed, '/a~22b~27c.x~27~29~3B~20DROP~20TABLE~20~22y~22~20--~20~24~24~20~7B~7B~20~E6~97~A5~E6~9C~AC~20~7D~7D/')) THEN
DELETE FROM "B""Ü R\O ; --_DB"."RAW_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"
WHERE EXISTS (
    SELECT 1
    FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" AS s
    JOIN "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);
MERGE INTO "B""Ü R\O ; --_DB"."RAW_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" AS s
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
        w."Q""UO""TE",
        w."BACK\SLASH",
        w."LINE
BREAK",
        w."$$",
        w.";--",
        w."*/ /*",
        w."日本 ÜNÏCÖDÉ 🍜",
        w.":MERGED",
        w." ",
        w."'",
        w."{{ COLUMN }}",
        w."ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
        w."_OP",
        w."_UPDATED_AT",
        w."_CUT"
    FROM "CHANGES" AS w
    LEFT JOIN "EMPTIED" AS e ON TRUE
    WHERE w."_OP" <> 'T'
        AND (e."_CUT" IS NULL OR w."_CUT" > e."_CUT" OR (w."_CUT" = e."_CUT" AND w."_SEQ" > e."_SEQ"))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY w."Q""UO""TE" ORDER BY w."_CUT" DESC, w."_SEQ" DESC) = 1
) AS s
ON t."Q""UO""TE" = s."Q""UO""TE"
WHEN MATCHED AND s."_OP" = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "BACK\SLASH" = s."BACK\SLASH",
    "LINE
BREAK" = s."LINE
BREAK",
    "$$" = s."$$",
    ";--" = s.";--",
    "*/ /*" = s."*/ /*",
    "日本 ÜNÏCÖDÉ 🍜" = s."日本 ÜNÏCÖDÉ 🍜",
    ":MERGED" = s.":MERGED",
    " " = s." ",
    "'" = s."'",
    "{{ COLUMN }}" = s."{{ COLUMN }}",
    "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ" = s."ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "Q""UO""TE",
    "BACK\SLASH",
    "LINE
BREAK",
    "$$",
    ";--",
    "*/ /*",
    "日本 ÜNÏCÖDÉ 🍜",
    ":MERGED",
    " ",
    "'",
    "{{ COLUMN }}",
    "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."Q""UO""TE",
    s."BACK\SLASH",
    s."LINE
BREAK",
    s."$$",
    s.";--",
    s."*/ /*",
    s."日本 ÜNÏCÖDÉ 🍜",
    s.":MERGED",
    s." ",
    s."'",
    s."{{ COLUMN }}",
    s."ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
    s."_UPDATED_AT",
    s."_CUT"
);
DELETE FROM "B""Ü R\O ; --_DB"."RAW_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'a~22b~27c.x~27~29~3B~20DROP~20TABLE~20~22y~22~20--~20~24~24~20~7B~7B~20~E6~97~A5~E6~9C~AC~20~7D~7D' AND "CUT" > :merged AND "CUT" <= :target
    );
        END IF;
UPDATE "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "MERGED_CUT" = :target, "MERGED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    END IF;
    -- Only when no cut waits is the stream consumed: else it starts this task again, until what is missing has come.
    waiting := (SELECT COUNT(*) FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT" WHERE "CUT" > :target);
    IF (waiting = 0) THEN
INSERT INTO "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_PROGRESS" ("NAME", "MERGED_CUT")
SELECT "WRITER", "CUT" FROM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT_STREAM" WHERE FALSE;
    END IF;
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;

-- task/resume
ALTER TASK "B""Ü R\O ; --_DB"."STG_SCHEMA"."MERGE_RAW" RESUME;

-- pipe/create
CREATE PIPE IF NOT EXISTS "B""Ü R\O ; --_DB"."STG_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}_V1E40D995"
    AUTO_INGEST = TRUE
    AS
    COPY INTO "B""Ü R\O ; --_DB"."STG_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" (
        "Q""UO""TE",
        "BACK\SLASH",
        "LINE
BREAK",
        "$$",
        ";--",
        "*/ /*",
        "日本 ÜNÏCÖDÉ 🍜",
        ":MERGED",
        " ",
        "'",
        "{{ COLUMN }}",
        "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
        "_OP",
        "_UPDATED_AT",
        "_CUT",
        "_SEQ",
        "_WRITER"
    )
    FROM (
        SELECT
            $1:"q""uo""te"::NUMBER(10,0),
            $1:"back\slash"::VARCHAR,
            PARSE_JSON($1:"line
break"::VARCHAR),
            TO_BINARY($1:"$$"::VARCHAR, 'HEX'),
            TO_TIMESTAMP_NTZ($1:";--"::NUMBER(38,0), 6),
            TO_TIMESTAMP_TZ($1:"*/ /*"::VARCHAR, 'YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM'),
            $1:"日本 ünïcödé 🍜"::VARCHAR,
            $1:":merged"::NUMBER(10,0),
            PARSE_JSON($1:" "::VARCHAR)::ARRAY,
            $1:"'"::DATE,
            $1:"{{ column }}"::FLOAT,
            $1:"ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"::NUMBER(20,0),
            $1:"_OP"::VARCHAR,
            TO_TIMESTAMP_NTZ($1:"_UPDATED_AT"::NUMBER(38,0), 6),
            $1:"_CUT"::NUMBER(20,0),
            $1:"_SEQ"::NUMBER(20,0),
            $1:"_WRITER"::VARCHAR
        FROM '@"B""Ü R\\O ; --_DB"."STG_SCHEMA"."CDC_STAGE"/data/a~22b~27c.x~27~29~3B~20DROP~20TABLE~20~22y~22~20--~20~24~24~20~7B~7B~20~E6~97~A5~E6~9C~AC~20~7D~7D/v1e40d995/'
    )
    FILE_FORMAT = (FORMAT_NAME = '"B""Ü R\\O ; --_DB"."STG_SCHEMA"."CDC_PARQUET"')
    ON_ERROR = SKIP_FILE;

-- pipe/refresh
ALTER PIPE "B""Ü R\O ; --_DB"."STG_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}_V1E40D995" REFRESH;

