-- table/create-stg
CREATE TABLE IF NOT EXISTS "TYPES_DB"."STG_SCHEMA"."EVERY" (
    "_ROW" VARIANT,
    "_OP" VARCHAR(1) NOT NULL,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    "_SEQ" NUMBER(20,0) NOT NULL,
    "_WRITER" VARCHAR NOT NULL
)
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Changes of types.every of types';

-- table/create-raw
CREATE TABLE IF NOT EXISTS "TYPES_DB"."RAW_SCHEMA"."EVERY" (
    "ID" NUMBER(10,0) NOT NULL,
    "C_TINYINT" NUMBER(3,0),
    "C_SMALLINT" NUMBER(5,0),
    "C_MEDIUMINT" NUMBER(8,0),
    "C_INT" NUMBER(10,0),
    "C_BIGINT" NUMBER(19,0),
    "C_DECIMAL" NUMBER(38,37),
    "C_FLOAT" FLOAT,
    "C_DOUBLE" FLOAT,
    "C_BIT" NUMBER(20,0),
    "C_YEAR" NUMBER(4,0),
    "C_TIME" VARCHAR(134217728),
    "C_DATE" DATE,
    "C_DATETIME" TIMESTAMP_NTZ(6),
    "C_TIMESTAMP" TIMESTAMP_TZ(6),
    "C_CHAR" VARCHAR(134217728),
    "C_VARCHAR" VARCHAR(134217728),
    "C_TEXT" VARCHAR(134217728),
    "C_BINARY" BINARY(67108864),
    "C_VARBINARY" BINARY(67108864),
    "C_BLOB" BINARY(67108864),
    "C_ENUM" VARCHAR(134217728),
    "C_SET" VARCHAR(134217728),
    "C_JSON" VARIANT,
    "C_GEOMETRY" BINARY(67108864),
    "C_VECTOR" ARRAY,
    "C_UNSIGNED" NUMBER(20,0),
    "C_WIDE" VARCHAR(134217728),
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    PRIMARY KEY ("ID")
)
CHANGE_TRACKING = TRUE
DATA_RETENTION_TIME_IN_DAYS = 1
MAX_DATA_EXTENSION_TIME_IN_DAYS = 14
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Mirror of types.every of types';

-- stream/create-raw
CREATE STREAM IF NOT EXISTS "TYPES_DB"."RAW_SCHEMA"."EVERY_STREAM"
    ON TABLE "TYPES_DB"."RAW_SCHEMA"."EVERY"
    SHOW_INITIAL_ROWS = TRUE
    COMMENT = 'Brings changes to CI_DB.CI_SCHEMA.EVERY';

-- table/create-ci
CREATE TABLE IF NOT EXISTS "CI_DB"."CI_SCHEMA"."EVERY" (
    "BRAND_ID" VARCHAR NOT NULL,
    "ID" NUMBER(10,0) NOT NULL,
    "C_TINYINT" NUMBER(3,0),
    "C_SMALLINT" NUMBER(5,0),
    "C_MEDIUMINT" NUMBER(8,0),
    "C_INT" NUMBER(10,0),
    "C_BIGINT" NUMBER(19,0),
    "C_DECIMAL" NUMBER(38,37),
    "C_FLOAT" FLOAT,
    "C_DOUBLE" FLOAT,
    "C_BIT" NUMBER(20,0),
    "C_YEAR" NUMBER(4,0),
    "C_TIME" VARCHAR(134217728),
    "C_DATE" DATE,
    "C_DATETIME" TIMESTAMP_NTZ(6),
    "C_TIMESTAMP" TIMESTAMP_TZ(6),
    "C_CHAR" VARCHAR(134217728),
    "C_VARCHAR" VARCHAR(134217728),
    "C_TEXT" VARCHAR(134217728),
    "C_BINARY" BINARY(67108864),
    "C_VARBINARY" BINARY(67108864),
    "C_BLOB" BINARY(67108864),
    "C_ENUM" VARCHAR(134217728),
    "C_SET" VARCHAR(134217728),
    "C_JSON" VARIANT,
    "C_GEOMETRY" BINARY(67108864),
    "C_VECTOR" ARRAY,
    "C_UNSIGNED" NUMBER(20,0),
    "C_WIDE" VARCHAR(134217728),
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    PRIMARY KEY ("BRAND_ID", "ID")
)
CLUSTER BY ("BRAND_ID")
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'EVERY of all brands';

-- view/create-api
CREATE OR REPLACE SECURE VIEW "CI_DB"."API_SCHEMA"."EVERY" (
    "BRAND_ID",
    "ID",
    "C_TINYINT",
    "C_SMALLINT",
    "C_MEDIUMINT",
    "C_INT",
    "C_BIGINT",
    "C_DECIMAL",
    "C_FLOAT",
    "C_DOUBLE",
    "C_BIT",
    "C_YEAR",
    "C_TIME",
    "C_DATE",
    "C_DATETIME",
    "C_TIMESTAMP",
    "C_CHAR",
    "C_VARCHAR",
    "C_TEXT",
    "C_BINARY",
    "C_VARBINARY",
    "C_BLOB",
    "C_ENUM",
    "C_SET",
    "C_JSON",
    "C_GEOMETRY",
    "C_VECTOR",
    "C_UNSIGNED",
    "C_WIDE",
    "_UPDATED_AT"
)
COMMENT = 'EVERY of all brands'
AS
SELECT
    "BRAND_ID",
    "ID",
    "C_TINYINT",
    "C_SMALLINT",
    "C_MEDIUMINT",
    "C_INT",
    "C_BIGINT",
    "C_DECIMAL",
    "C_FLOAT",
    "C_DOUBLE",
    "C_BIT",
    "C_YEAR",
    "C_TIME",
    "C_DATE",
    "C_DATETIME",
    "C_TIMESTAMP",
    "C_CHAR",
    "C_VARCHAR",
    "C_TEXT",
    "C_BINARY",
    "C_VARBINARY",
    "C_BLOB",
    "C_ENUM",
    "C_SET",
    "C_JSON",
    "C_GEOMETRY",
    "C_VECTOR",
    "C_UNSIGNED",
    "C_WIDE",
    "_UPDATED_AT"
FROM "CI_DB"."CI_SCHEMA"."EVERY";

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
    WHEN SYSTEM$STREAM_HAS_DATA('"TYPES_DB"."RAW_SCHEMA"."EVERY_STREAM"')
    AS
BEGIN
    BEGIN TRANSACTION;
MERGE INTO "CI_DB"."CI_SCHEMA"."EVERY" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'types' AS "BRAND_ID",
            "ID",
            "C_TINYINT",
            "C_SMALLINT",
            "C_MEDIUMINT",
            "C_INT",
            "C_BIGINT",
            "C_DECIMAL",
            "C_FLOAT",
            "C_DOUBLE",
            "C_BIT",
            "C_YEAR",
            "C_TIME",
            "C_DATE",
            "C_DATETIME",
            "C_TIMESTAMP",
            "C_CHAR",
            "C_VARCHAR",
            "C_TEXT",
            "C_BINARY",
            "C_VARBINARY",
            "C_BLOB",
            "C_ENUM",
            "C_SET",
            "C_JSON",
            "C_GEOMETRY",
            "C_VECTOR",
            "C_UNSIGNED",
            "C_WIDE",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "TYPES_DB"."RAW_SCHEMA"."EVERY_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "ID" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."ID" = s."ID"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "C_TINYINT" = s."C_TINYINT",
    "C_SMALLINT" = s."C_SMALLINT",
    "C_MEDIUMINT" = s."C_MEDIUMINT",
    "C_INT" = s."C_INT",
    "C_BIGINT" = s."C_BIGINT",
    "C_DECIMAL" = s."C_DECIMAL",
    "C_FLOAT" = s."C_FLOAT",
    "C_DOUBLE" = s."C_DOUBLE",
    "C_BIT" = s."C_BIT",
    "C_YEAR" = s."C_YEAR",
    "C_TIME" = s."C_TIME",
    "C_DATE" = s."C_DATE",
    "C_DATETIME" = s."C_DATETIME",
    "C_TIMESTAMP" = s."C_TIMESTAMP",
    "C_CHAR" = s."C_CHAR",
    "C_VARCHAR" = s."C_VARCHAR",
    "C_TEXT" = s."C_TEXT",
    "C_BINARY" = s."C_BINARY",
    "C_VARBINARY" = s."C_VARBINARY",
    "C_BLOB" = s."C_BLOB",
    "C_ENUM" = s."C_ENUM",
    "C_SET" = s."C_SET",
    "C_JSON" = s."C_JSON",
    "C_GEOMETRY" = s."C_GEOMETRY",
    "C_VECTOR" = s."C_VECTOR",
    "C_UNSIGNED" = s."C_UNSIGNED",
    "C_WIDE" = s."C_WIDE",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "ID",
    "C_TINYINT",
    "C_SMALLINT",
    "C_MEDIUMINT",
    "C_INT",
    "C_BIGINT",
    "C_DECIMAL",
    "C_FLOAT",
    "C_DOUBLE",
    "C_BIT",
    "C_YEAR",
    "C_TIME",
    "C_DATE",
    "C_DATETIME",
    "C_TIMESTAMP",
    "C_CHAR",
    "C_VARCHAR",
    "C_TEXT",
    "C_BINARY",
    "C_VARBINARY",
    "C_BLOB",
    "C_ENUM",
    "C_SET",
    "C_JSON",
    "C_GEOMETRY",
    "C_VECTOR",
    "C_UNSIGNED",
    "C_WIDE",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."ID",
    s."C_TINYINT",
    s."C_SMALLINT",
    s."C_MEDIUMINT",
    s."C_INT",
    s."C_BIGINT",
    s."C_DECIMAL",
    s."C_FLOAT",
    s."C_DOUBLE",
    s."C_BIT",
    s."C_YEAR",
    s."C_TIME",
    s."C_DATE",
    s."C_DATETIME",
    s."C_TIMESTAMP",
    s."C_CHAR",
    s."C_VARCHAR",
    s."C_TEXT",
    s."C_BINARY",
    s."C_VARBINARY",
    s."C_BLOB",
    s."C_ENUM",
    s."C_SET",
    s."C_JSON",
    s."C_GEOMETRY",
    s."C_VECTOR",
    s."C_UNSIGNED",
    s."C_WIDE",
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
CREATE OR REPLACE TASK "TYPES_DB"."STG_SCHEMA"."MERGE_RAW"
    USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XSMALL'
    SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'XXLARGE'
    TARGET_COMPLETION_INTERVAL = '60 SECONDS'
    USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 10
    QUERY_TAG = '{"app":"CdcToSnowflake","brand":"types","layer":"RAW"}'
    USER_TASK_TIMEOUT_MS = 3600000
    SUSPEND_TASK_AFTER_NUM_FAILURES = 10
    TASK_AUTO_RETRY_ATTEMPTS = 0
    WHEN SYSTEM$STREAM_HAS_DATA('"TYPES_DB"."STG_SCHEMA"."CDC_CUT_STREAM"')
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
UPDATE "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "CHECKED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    merged := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');
    -- Tables that merged each by itself may be ahead of the brand: it waits until it can go there in one step.
    ahead := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS");
    target := (
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"PARTS" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", COUNT(*) AS "PART_COUNT", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :merged
            AND ("TABLE_PATH" || '/' || "SHAPE") IN (
                'types.every/vb5e70919'
            )
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT 'types.every' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "TYPES_DB"."STG_SCHEMA"."EVERY"
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
FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" IN ('table', 'sweep') AND "CUT" > :merged AND "CUT" <= :target
        );
        IF (CONTAINS(changed, '/types.every/')) THEN
DELETE FROM "TYPES_DB"."RAW_SCHEMA"."EVERY"
WHERE EXISTS (
    SELECT 1
    FROM "TYPES_DB"."STG_SCHEMA"."EVERY" AS s
    JOIN "TYPES_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);
MERGE INTO "TYPES_DB"."RAW_SCHEMA"."EVERY" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM (
            SELECT
                s."_ROW":"id"::NUMBER(10,0) AS "ID",
                s."_ROW":"c_TinyInt"::NUMBER(3,0) AS "C_TINYINT",
                s."_ROW":"c_SmallInt"::NUMBER(5,0) AS "C_SMALLINT",
                s."_ROW":"c_MediumInt"::NUMBER(8,0) AS "C_MEDIUMINT",
                s."_ROW":"c_Int"::NUMBER(10,0) AS "C_INT",
                s."_ROW":"c_BigInt"::NUMBER(19,0) AS "C_BIGINT",
                s."_ROW":"c_Decimal"::NUMBER(38,37) AS "C_DECIMAL",
                s."_ROW":"c_Float"::FLOAT AS "C_FLOAT",
                s."_ROW":"c_Double"::FLOAT AS "C_DOUBLE",
                s."_ROW":"c_Bit"::NUMBER(20,0) AS "C_BIT",
                s."_ROW":"c_Year"::NUMBER(4,0) AS "C_YEAR",
                s."_ROW":"c_Time"::VARCHAR AS "C_TIME",
                s."_ROW":"c_Date"::DATE AS "C_DATE",
                TO_TIMESTAMP_NTZ(s."_ROW":"c_DateTime"::NUMBER(38,0), 6) AS "C_DATETIME",
                TO_TIMESTAMP_TZ(s."_ROW":"c_Timestamp"::VARCHAR, 'YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM') AS "C_TIMESTAMP",
                s."_ROW":"c_Char"::VARCHAR AS "C_CHAR",
                s."_ROW":"c_VarChar"::VARCHAR AS "C_VARCHAR",
                s."_ROW":"c_Text"::VARCHAR AS "C_TEXT",
                TO_BINARY(s."_ROW":"c_Binary"::VARCHAR, 'HEX') AS "C_BINARY",
                TO_BINARY(s."_ROW":"c_VarBinary"::VARCHAR, 'HEX') AS "C_VARBINARY",
                TO_BINARY(s."_ROW":"c_Blob"::VARCHAR, 'HEX') AS "C_BLOB",
                s."_ROW":"c_Enum"::VARCHAR AS "C_ENUM",
                s."_ROW":"c_Set"::VARCHAR AS "C_SET",
                PARSE_JSON(s."_ROW":"c_Json"::VARCHAR) AS "C_JSON",
                TO_BINARY(s."_ROW":"c_Geometry"::VARCHAR, 'HEX') AS "C_GEOMETRY",
                PARSE_JSON(s."_ROW":"c_Vector"::VARCHAR)::ARRAY AS "C_VECTOR",
                s."_ROW":"c_unsigned"::NUMBER(20,0) AS "C_UNSIGNED",
                s."_ROW":"c_wide"::VARCHAR AS "C_WIDE",
                s."_OP",
                s."_UPDATED_AT",
                s."_CUT",
                s."_SEQ",
                s."_WRITER"
            FROM "TYPES_DB"."STG_SCHEMA"."EVERY" AS s
        ) AS s
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
        w."C_TINYINT",
        w."C_SMALLINT",
        w."C_MEDIUMINT",
        w."C_INT",
        w."C_BIGINT",
        w."C_DECIMAL",
        w."C_FLOAT",
        w."C_DOUBLE",
        w."C_BIT",
        w."C_YEAR",
        w."C_TIME",
        w."C_DATE",
        w."C_DATETIME",
        w."C_TIMESTAMP",
        w."C_CHAR",
        w."C_VARCHAR",
        w."C_TEXT",
        w."C_BINARY",
        w."C_VARBINARY",
        w."C_BLOB",
        w."C_ENUM",
        w."C_SET",
        w."C_JSON",
        w."C_GEOMETRY",
        w."C_VECTOR",
        w."C_UNSIGNED",
        w."C_WIDE",
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
    "C_TINYINT" = s."C_TINYINT",
    "C_SMALLINT" = s."C_SMALLINT",
    "C_MEDIUMINT" = s."C_MEDIUMINT",
    "C_INT" = s."C_INT",
    "C_BIGINT" = s."C_BIGINT",
    "C_DECIMAL" = s."C_DECIMAL",
    "C_FLOAT" = s."C_FLOAT",
    "C_DOUBLE" = s."C_DOUBLE",
    "C_BIT" = s."C_BIT",
    "C_YEAR" = s."C_YEAR",
    "C_TIME" = s."C_TIME",
    "C_DATE" = s."C_DATE",
    "C_DATETIME" = s."C_DATETIME",
    "C_TIMESTAMP" = s."C_TIMESTAMP",
    "C_CHAR" = s."C_CHAR",
    "C_VARCHAR" = s."C_VARCHAR",
    "C_TEXT" = s."C_TEXT",
    "C_BINARY" = s."C_BINARY",
    "C_VARBINARY" = s."C_VARBINARY",
    "C_BLOB" = s."C_BLOB",
    "C_ENUM" = s."C_ENUM",
    "C_SET" = s."C_SET",
    "C_JSON" = s."C_JSON",
    "C_GEOMETRY" = s."C_GEOMETRY",
    "C_VECTOR" = s."C_VECTOR",
    "C_UNSIGNED" = s."C_UNSIGNED",
    "C_WIDE" = s."C_WIDE",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "ID",
    "C_TINYINT",
    "C_SMALLINT",
    "C_MEDIUMINT",
    "C_INT",
    "C_BIGINT",
    "C_DECIMAL",
    "C_FLOAT",
    "C_DOUBLE",
    "C_BIT",
    "C_YEAR",
    "C_TIME",
    "C_DATE",
    "C_DATETIME",
    "C_TIMESTAMP",
    "C_CHAR",
    "C_VARCHAR",
    "C_TEXT",
    "C_BINARY",
    "C_VARBINARY",
    "C_BLOB",
    "C_ENUM",
    "C_SET",
    "C_JSON",
    "C_GEOMETRY",
    "C_VECTOR",
    "C_UNSIGNED",
    "C_WIDE",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."ID",
    s."C_TINYINT",
    s."C_SMALLINT",
    s."C_MEDIUMINT",
    s."C_INT",
    s."C_BIGINT",
    s."C_DECIMAL",
    s."C_FLOAT",
    s."C_DOUBLE",
    s."C_BIT",
    s."C_YEAR",
    s."C_TIME",
    s."C_DATE",
    s."C_DATETIME",
    s."C_TIMESTAMP",
    s."C_CHAR",
    s."C_VARCHAR",
    s."C_TEXT",
    s."C_BINARY",
    s."C_VARBINARY",
    s."C_BLOB",
    s."C_ENUM",
    s."C_SET",
    s."C_JSON",
    s."C_GEOMETRY",
    s."C_VECTOR",
    s."C_UNSIGNED",
    s."C_WIDE",
    s."_UPDATED_AT",
    s."_CUT"
);
DELETE FROM "TYPES_DB"."RAW_SCHEMA"."EVERY"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'types.every' AND "CUT" > :merged AND "CUT" <= :target
    );
        END IF;
UPDATE "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "MERGED_CUT" = :target, "MERGED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    END IF;
    -- Only when no cut waits is the stream consumed: else it starts this task again, until what is missing has come.
    waiting := (SELECT COUNT(*) FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT" WHERE "CUT" > :target);
    IF (waiting = 0) THEN
INSERT INTO "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS" ("NAME", "MERGED_CUT")
SELECT "WRITER", "CUT" FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT_STREAM" WHERE FALSE;
    END IF;
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;

-- task/resume
ALTER TASK "TYPES_DB"."STG_SCHEMA"."MERGE_RAW" RESUME;

-- pipe/create
CREATE PIPE IF NOT EXISTS "TYPES_DB"."STG_SCHEMA"."EVERY_ROWS"
    AUTO_INGEST = TRUE
    AS
    COPY INTO "TYPES_DB"."STG_SCHEMA"."EVERY" (
        "_ROW",
        "_OP",
        "_UPDATED_AT",
        "_CUT",
        "_SEQ",
        "_WRITER"
    )
    FROM (
        SELECT
            $1,
            $1:"_OP"::VARCHAR,
            TO_TIMESTAMP_NTZ($1:"_UPDATED_AT"::NUMBER(38,0), 6),
            $1:"_CUT"::NUMBER(20,0),
            $1:"_SEQ"::NUMBER(20,0),
            $1:"_WRITER"::VARCHAR
        FROM '@"TYPES_DB"."STG_SCHEMA"."CDC_STAGE"/data/types.every/'
    )
    FILE_FORMAT = (FORMAT_NAME = '"TYPES_DB"."STG_SCHEMA"."CDC_PARQUET"')
    ON_ERROR = SKIP_FILE;

-- pipe/refresh
ALTER PIPE "TYPES_DB"."STG_SCHEMA"."EVERY_ROWS" REFRESH;

