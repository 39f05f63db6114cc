-- database/create
CREATE DATABASE IF NOT EXISTS "BRAND_B_DB"
    COMMENT = 'CDC of the brand brand_b';

-- schema/create
CREATE SCHEMA IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"
    COMMENT = 'Every change as loaded, keys repeat';

-- schema/create
CREATE SCHEMA IF NOT EXISTS "BRAND_B_DB"."RAW_SCHEMA"
    COMMENT = 'The operational tables, mirrored';

-- grant/use-database
GRANT USAGE ON DATABASE "BRAND_B_DB" TO ROLE "CDC_LOADER";

-- grant/use-schema
GRANT USAGE ON SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_LOADER";

-- grant/use-database
GRANT USAGE ON DATABASE "BRAND_B_DB" TO ROLE "CDC_TRANSFORMER";

-- grant/use-schema
GRANT USAGE ON SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/use-database
GRANT USAGE ON DATABASE "BRAND_B_DB" TO ROLE "CDC_OPERATOR";

-- grant/use-schema
GRANT USAGE ON SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_OPERATOR";

-- grant/use-schema
GRANT USAGE ON SCHEMA "BRAND_B_DB"."RAW_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/create-pipe
GRANT CREATE PIPE ON SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_LOADER";

-- grant/use-file-formats
GRANT USAGE ON ALL FILE FORMATS IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_LOADER";

-- grant/use-file-formats
GRANT USAGE ON FUTURE FILE FORMATS IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_LOADER";

-- grant/load-tables
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_LOADER";

-- grant/load-tables
GRANT SELECT, INSERT ON FUTURE TABLES IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_LOADER";

-- grant/create-task
GRANT CREATE TASK ON SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/write-tables
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/write-tables
GRANT SELECT, INSERT, UPDATE, DELETE ON FUTURE TABLES IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/read-streams
GRANT SELECT ON ALL STREAMS IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/read-streams
GRANT SELECT ON FUTURE STREAMS IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/write-tables
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "BRAND_B_DB"."RAW_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/write-tables
GRANT SELECT, INSERT, UPDATE, DELETE ON FUTURE TABLES IN SCHEMA "BRAND_B_DB"."RAW_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/read-streams
GRANT SELECT ON ALL STREAMS IN SCHEMA "BRAND_B_DB"."RAW_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/read-streams
GRANT SELECT ON FUTURE STREAMS IN SCHEMA "BRAND_B_DB"."RAW_SCHEMA" TO ROLE "CDC_TRANSFORMER";

-- grant/operate-tasks
GRANT MONITOR, OPERATE ON ALL TASKS IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_OPERATOR";

-- grant/operate-tasks
GRANT MONITOR, OPERATE ON FUTURE TASKS IN SCHEMA "BRAND_B_DB"."STG_SCHEMA" TO ROLE "CDC_OPERATOR";

-- file-format/create-parquet
CREATE FILE FORMAT IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"."CDC_PARQUET"
    TYPE = PARQUET
    COMPRESSION = AUTO
    BINARY_AS_TEXT = FALSE
    USE_LOGICAL_TYPE = TRUE
    USE_VECTORIZED_SCANNER = TRUE
    TRIM_SPACE = FALSE
    NULL_IF = ();

-- file-format/create-json
CREATE FILE FORMAT IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"."CDC_JSON"
    TYPE = JSON
    COMPRESSION = AUTO
    TRIM_SPACE = FALSE
    STRIP_OUTER_ARRAY = FALSE
    NULL_IF = ();

-- file-format/create-csv
CREATE FILE FORMAT IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"."CDC_CSV"
    TYPE = CSV
    COMPRESSION = AUTO
    PARSE_HEADER = FALSE
    SKIP_HEADER = 1
    FIELD_OPTIONALLY_ENCLOSED_BY = '"'
    ESCAPE_UNENCLOSED_FIELD = NONE
    EMPTY_FIELD_AS_NULL = TRUE
    ERROR_ON_COLUMN_COUNT_MISMATCH = TRUE
    BINARY_FORMAT = HEX
    ENCODING = 'UTF8'
    TRIM_SPACE = FALSE
    NULL_IF = ();

-- stage/create
CREATE STAGE IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"."CDC_STAGE"
    URL = 's3://cdc/prod/brand_b/'
    STORAGE_INTEGRATION = "S3";

-- table/create-cut
CREATE TABLE IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT" (
    "CUT" NUMBER(20,0) NOT NULL,
    "WRITER" VARCHAR NOT NULL,
    "KIND" VARCHAR NOT NULL,
    "TABLE_PATH" VARCHAR,
    "SHAPE" VARCHAR,
    "ROW_COUNT" NUMBER(20,0),
    "TABLE_COUNT" NUMBER(10,0),
    "SWEEP_COUNT" NUMBER(10,0),
    "FIRST_CUT" NUMBER(20,0),
    "LAST_COMMIT_AT" TIMESTAMP_NTZ(6),
    "LOADED_AT" TIMESTAMP_LTZ
)
DATA_RETENTION_TIME_IN_DAYS = 1
MAX_DATA_EXTENSION_TIME_IN_DAYS = 14
DEFAULT_DDL_COLLATION = ''
COMMENT = 'The manifests of cuts, as loaded';

-- table/create-progress
CREATE TABLE IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"."CDC_PROGRESS" (
    "NAME" VARCHAR NOT NULL,
    "MERGED_CUT" NUMBER(20,0) NOT NULL,
    "MERGED_AT" TIMESTAMP_LTZ,
    "CHECKED_AT" TIMESTAMP_LTZ,
    PRIMARY KEY ("NAME")
)
DEFAULT_DDL_COLLATION = ''
COMMENT = 'How far the merge has come';

-- progress/start
MERGE INTO "BRAND_B_DB"."STG_SCHEMA"."CDC_PROGRESS" AS t
USING (SELECT 'RAW' AS "NAME") AS s
ON t."NAME" = s."NAME"
WHEN NOT MATCHED THEN INSERT ("NAME", "MERGED_CUT") VALUES (s."NAME", 0);

-- stream/create-cut
CREATE STREAM IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT_STREAM"
    ON TABLE "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT"
    APPEND_ONLY = TRUE;

-- grant/use-stage
GRANT USAGE ON STAGE "BRAND_B_DB"."STG_SCHEMA"."CDC_STAGE" TO ROLE "CDC_LOADER";

-- grant/read-table
GRANT SELECT ON TABLE "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT" TO ROLE "CDC_OPERATOR";

-- grant/read-table
GRANT SELECT ON TABLE "BRAND_B_DB"."STG_SCHEMA"."CDC_PROGRESS" TO ROLE "CDC_OPERATOR";

-- pipe/create-cut
CREATE PIPE IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT_PIPE"
    AUTO_INGEST = TRUE
    ERROR_INTEGRATION = "CDC_ERRORS"
    AWS_SNS_TOPIC = 'arn:aws:sns:eu-central-1:001234567890:bucket'
    AS
    COPY INTO "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT" (
        "CUT",
        "WRITER",
        "KIND",
        "TABLE_PATH",
        "SHAPE",
        "ROW_COUNT",
        "TABLE_COUNT",
        "SWEEP_COUNT",
        "FIRST_CUT",
        "LAST_COMMIT_AT",
        "LOADED_AT"
    )
    FROM (
        SELECT
            $1:"cut"::NUMBER(20,0),
            $1:"writer"::VARCHAR,
            $1:"kind"::VARCHAR,
            $1:"table"::VARCHAR,
            $1:"shape"::VARCHAR,
            $1:"rows"::NUMBER(20,0),
            $1:"tables"::NUMBER(10,0),
            $1:"sweeps"::NUMBER(10,0),
            $1:"firstCut"::NUMBER(20,0),
            TO_TIMESTAMP_NTZ($1:"lastCommitAt"::NUMBER(38,0), 6),
            METADATA$START_SCAN_TIME
        FROM '@"BRAND_B_DB"."STG_SCHEMA"."CDC_STAGE"/cuts/'
    )
    FILE_FORMAT = (FORMAT_NAME = '"BRAND_B_DB"."STG_SCHEMA"."CDC_JSON"')
    ON_ERROR = SKIP_FILE;

-- pipe/pause
ALTER PIPE "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT_PIPE" SET PIPE_EXECUTION_PAUSED = TRUE;

-- grant/own-pipe
GRANT OWNERSHIP ON PIPE "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT_PIPE" TO ROLE "CDC_LOADER" COPY CURRENT GRANTS;

-- pipe/resume
SELECT SYSTEM$PIPE_FORCE_RESUME('"BRAND_B_DB"."STG_SCHEMA"."CDC_CUT_PIPE"', 'STALENESS_CHECK_OVERRIDE, OWNERSHIP_TRANSFER_CHECK_OVERRIDE');

-- grant/operate-pipe
GRANT MONITOR, OPERATE ON PIPE "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT_PIPE" TO ROLE "CDC_OPERATOR";

-- pipe/refresh
ALTER PIPE "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT_PIPE" REFRESH;

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
    ERROR_INTEGRATION = "CDC_ERRORS"
    WHEN SYSTEM$STREAM_HAS_DATA('"BRAND_A_DB"."RAW_SCHEMA"."ORDERS_STREAM"')
        OR SYSTEM$STREAM_HAS_DATA('"BRAND_B_DB"."RAW_SCHEMA"."ORDERS_STREAM"')
        OR SYSTEM$STREAM_HAS_DATA('"BRAND_A_DB"."RAW_SCHEMA"."ORDER_ITEMS_STREAM"')
        OR SYSTEM$STREAM_HAS_DATA('"BRAND_B_DB"."RAW_SCHEMA"."ORDER_ITEMS_STREAM"')
        OR SYSTEM$STREAM_HAS_DATA('"BRAND_A_DB"."RAW_SCHEMA"."CUSTOMERS_STREAM"')
    AS
BEGIN
    BEGIN TRANSACTION;
MERGE INTO "CI_DB"."CI_SCHEMA"."ORDERS" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'brand_a' AS "BRAND_ID",
            "ID",
            "CUSTOMER_ID",
            "STATUS",
            "TOTAL",
            "DETAILS",
            "PLACED_AT",
            "UPDATED_AT",
            "REFUNDED",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "BRAND_A_DB"."RAW_SCHEMA"."ORDERS_STREAM"
        UNION ALL
        SELECT
            'brand_b' AS "BRAND_ID",
            "ID",
            "CUSTOMER_ID",
            "STATUS",
            "TOTAL",
            "DETAILS",
            "PLACED_AT",
            "UPDATED_AT",
            CAST(NULL AS NUMBER(12,2)) AS "REFUNDED",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "BRAND_B_DB"."RAW_SCHEMA"."ORDERS_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "ID" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."ID" = s."ID"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "CUSTOMER_ID" = s."CUSTOMER_ID",
    "STATUS" = s."STATUS",
    "TOTAL" = s."TOTAL",
    "DETAILS" = s."DETAILS",
    "PLACED_AT" = s."PLACED_AT",
    "UPDATED_AT" = s."UPDATED_AT",
    "REFUNDED" = s."REFUNDED",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "ID",
    "CUSTOMER_ID",
    "STATUS",
    "TOTAL",
    "DETAILS",
    "PLACED_AT",
    "UPDATED_AT",
    "REFUNDED",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."ID",
    s."CUSTOMER_ID",
    s."STATUS",
    s."TOTAL",
    s."DETAILS",
    s."PLACED_AT",
    s."UPDATED_AT",
    s."REFUNDED",
    s."_UPDATED_AT"
);
MERGE INTO "CI_DB"."CI_SCHEMA"."ORDER_ITEMS" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'brand_a' AS "BRAND_ID",
            "ORDER_ID",
            "LINE",
            "SKU",
            "QUANTITY",
            "PRICE",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "BRAND_A_DB"."RAW_SCHEMA"."ORDER_ITEMS_STREAM"
        UNION ALL
        SELECT
            'brand_b' AS "BRAND_ID",
            "ORDER_ID",
            "LINE",
            "SKU",
            CAST("QUANTITY" AS NUMBER(10,0)) AS "QUANTITY",
            "PRICE",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "BRAND_B_DB"."RAW_SCHEMA"."ORDER_ITEMS_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "ORDER_ID", "LINE" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."ORDER_ID" = s."ORDER_ID" AND t."LINE" = s."LINE"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "SKU" = s."SKU",
    "QUANTITY" = s."QUANTITY",
    "PRICE" = s."PRICE",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "ORDER_ID",
    "LINE",
    "SKU",
    "QUANTITY",
    "PRICE",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."ORDER_ID",
    s."LINE",
    s."SKU",
    s."QUANTITY",
    s."PRICE",
    s."_UPDATED_AT"
);
MERGE INTO "CI_DB"."CI_SCHEMA"."CUSTOMERS" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'brand_a' AS "BRAND_ID",
            "ID",
            "NAME",
            "BORN",
            "PHOTO",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "BRAND_A_DB"."RAW_SCHEMA"."CUSTOMERS_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "ID" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."ID" = s."ID"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "NAME" = s."NAME",
    "BORN" = s."BORN",
    "PHOTO" = s."PHOTO",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "ID",
    "NAME",
    "BORN",
    "PHOTO",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."ID",
    s."NAME",
    s."BORN",
    s."PHOTO",
    s."_UPDATED_AT"
);
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;

-- grant/own-task
GRANT OWNERSHIP ON TASK "CI_DB"."CI_SCHEMA"."MERGE_CI" TO ROLE "CDC_TRANSFORMER" COPY CURRENT GRANTS;

-- task/resume
ALTER TASK "CI_DB"."CI_SCHEMA"."MERGE_CI" RESUME;

-- task/create-merge-raw
CREATE OR REPLACE TASK "BRAND_A_DB"."STG_SCHEMA"."MERGE_RAW"
    USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XSMALL'
    SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'XXLARGE'
    TARGET_COMPLETION_INTERVAL = '60 SECONDS'
    USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 10
    QUERY_TAG = '{"app":"CdcToSnowflake","brand":"brand_a","layer":"RAW"}'
    USER_TASK_TIMEOUT_MS = 3600000
    SUSPEND_TASK_AFTER_NUM_FAILURES = 10
    TASK_AUTO_RETRY_ATTEMPTS = 0
    ERROR_INTEGRATION = "CDC_ERRORS"
    WHEN SYSTEM$STREAM_HAS_DATA('"BRAND_A_DB"."STG_SCHEMA"."CDC_CUT_STREAM"')
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
UPDATE "BRAND_A_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "CHECKED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    merged := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');
    -- Tables that merged each by itself may be ahead of the brand: it waits until it can go there in one step.
    ahead := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_PROGRESS");
    target := (
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"PARTS" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", COUNT(*) AS "PART_COUNT", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :merged
            AND ("TABLE_PATH" || '/' || "SHAPE") IN (
                'shop.orders/va9dcd98b',
                'shop.orders/v39e27022',
                'shop.order_items/v39819d64',
                'shop.customers/vd50d80e3'
            )
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT 'shop.orders' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "BRAND_A_DB"."STG_SCHEMA"."ORDERS"
    WHERE "_CUT" > :merged AND "_CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "_CUT", "_WRITER"
    UNION ALL
    SELECT 'shop.order_items' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "BRAND_A_DB"."STG_SCHEMA"."ORDER_ITEMS"
    WHERE "_CUT" > :merged AND "_CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "_CUT", "_WRITER"
    UNION ALL
    SELECT 'shop.customers' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "BRAND_A_DB"."STG_SCHEMA"."CUSTOMERS"
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
FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" IN ('table', 'sweep') AND "CUT" > :merged AND "CUT" <= :target
        );
        IF (CONTAINS(changed, '/shop.orders/')) THEN
DELETE FROM "BRAND_A_DB"."RAW_SCHEMA"."ORDERS"
WHERE EXISTS (
    SELECT 1
    FROM "BRAND_A_DB"."STG_SCHEMA"."ORDERS" AS s
    JOIN "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);
MERGE INTO "BRAND_A_DB"."RAW_SCHEMA"."ORDERS" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "BRAND_A_DB"."STG_SCHEMA"."ORDERS" AS s
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
        w."CUSTOMER_ID",
        w."STATUS",
        w."TOTAL",
        w."DETAILS",
        w."PLACED_AT",
        w."UPDATED_AT",
        w."REFUNDED",
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
    "CUSTOMER_ID" = s."CUSTOMER_ID",
    "STATUS" = s."STATUS",
    "TOTAL" = s."TOTAL",
    "DETAILS" = s."DETAILS",
    "PLACED_AT" = s."PLACED_AT",
    "UPDATED_AT" = s."UPDATED_AT",
    "REFUNDED" = s."REFUNDED",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "ID",
    "CUSTOMER_ID",
    "STATUS",
    "TOTAL",
    "DETAILS",
    "PLACED_AT",
    "UPDATED_AT",
    "REFUNDED",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."ID",
    s."CUSTOMER_ID",
    s."STATUS",
    s."TOTAL",
    s."DETAILS",
    s."PLACED_AT",
    s."UPDATED_AT",
    s."REFUNDED",
    s."_UPDATED_AT",
    s."_CUT"
);
DELETE FROM "BRAND_A_DB"."RAW_SCHEMA"."ORDERS"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'shop.orders' AND "CUT" > :merged AND "CUT" <= :target
    );
        END IF;
        IF (CONTAINS(changed, '/shop.order_items/')) THEN
DELETE FROM "BRAND_A_DB"."RAW_SCHEMA"."ORDER_ITEMS"
WHERE EXISTS (
    SELECT 1
    FROM "BRAND_A_DB"."STG_SCHEMA"."ORDER_ITEMS" AS s
    JOIN "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);
MERGE INTO "BRAND_A_DB"."RAW_SCHEMA"."ORDER_ITEMS" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "BRAND_A_DB"."STG_SCHEMA"."ORDER_ITEMS" AS s
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
        w."ORDER_ID",
        w."LINE",
        w."SKU",
        w."QUANTITY",
        w."PRICE",
        w."_OP",
        w."_UPDATED_AT",
        w."_CUT"
    FROM "CHANGES" AS w
    LEFT JOIN "EMPTIED" AS e ON TRUE
    WHERE w."_OP" <> 'T'
        AND (e."_CUT" IS NULL OR w."_CUT" > e."_CUT" OR (w."_CUT" = e."_CUT" AND w."_SEQ" > e."_SEQ"))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY w."ORDER_ID", w."LINE" ORDER BY w."_CUT" DESC, w."_SEQ" DESC) = 1
) AS s
ON t."ORDER_ID" = s."ORDER_ID" AND t."LINE" = s."LINE"
WHEN MATCHED AND s."_OP" = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "SKU" = s."SKU",
    "QUANTITY" = s."QUANTITY",
    "PRICE" = s."PRICE",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "ORDER_ID",
    "LINE",
    "SKU",
    "QUANTITY",
    "PRICE",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."ORDER_ID",
    s."LINE",
    s."SKU",
    s."QUANTITY",
    s."PRICE",
    s."_UPDATED_AT",
    s."_CUT"
);
DELETE FROM "BRAND_A_DB"."RAW_SCHEMA"."ORDER_ITEMS"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'shop.order_items' AND "CUT" > :merged AND "CUT" <= :target
    );
        END IF;
        IF (CONTAINS(changed, '/shop.customers/')) THEN
DELETE FROM "BRAND_A_DB"."RAW_SCHEMA"."CUSTOMERS"
WHERE EXISTS (
    SELECT 1
    FROM "BRAND_A_DB"."STG_SCHEMA"."CUSTOMERS" AS s
    JOIN "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);
MERGE INTO "BRAND_A_DB"."RAW_SCHEMA"."CUSTOMERS" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "BRAND_A_DB"."STG_SCHEMA"."CUSTOMERS" AS s
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
        w."PHOTO",
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
    "PHOTO" = s."PHOTO",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "ID",
    "NAME",
    "BORN",
    "PHOTO",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."ID",
    s."NAME",
    s."BORN",
    s."PHOTO",
    s."_UPDATED_AT",
    s."_CUT"
);
DELETE FROM "BRAND_A_DB"."RAW_SCHEMA"."CUSTOMERS"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'shop.customers' AND "CUT" > :merged AND "CUT" <= :target
    );
        END IF;
UPDATE "BRAND_A_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "MERGED_CUT" = :target, "MERGED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    END IF;
    -- Only when no cut waits is the stream consumed: else it starts this task again, until what is missing has come.
    waiting := (SELECT COUNT(*) FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT" WHERE "CUT" > :target);
    IF (waiting = 0) THEN
INSERT INTO "BRAND_A_DB"."STG_SCHEMA"."CDC_PROGRESS" ("NAME", "MERGED_CUT")
SELECT "WRITER", "CUT" FROM "BRAND_A_DB"."STG_SCHEMA"."CDC_CUT_STREAM" WHERE FALSE;
    END IF;
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;

-- grant/own-task
GRANT OWNERSHIP ON TASK "BRAND_A_DB"."STG_SCHEMA"."MERGE_RAW" TO ROLE "CDC_TRANSFORMER" COPY CURRENT GRANTS;

-- task/resume
ALTER TASK "BRAND_A_DB"."STG_SCHEMA"."MERGE_RAW" RESUME;

-- task/create-merge-raw
CREATE OR REPLACE TASK "BRAND_B_DB"."STG_SCHEMA"."MERGE_RAW"
    USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE = 'XSMALL'
    SERVERLESS_TASK_MAX_STATEMENT_SIZE = 'XXLARGE'
    TARGET_COMPLETION_INTERVAL = '60 SECONDS'
    USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS = 10
    QUERY_TAG = '{"app":"CdcToSnowflake","brand":"brand_b","layer":"RAW"}'
    USER_TASK_TIMEOUT_MS = 3600000
    SUSPEND_TASK_AFTER_NUM_FAILURES = 10
    TASK_AUTO_RETRY_ATTEMPTS = 0
    ERROR_INTEGRATION = "CDC_ERRORS"
    WHEN SYSTEM$STREAM_HAS_DATA('"BRAND_B_DB"."STG_SCHEMA"."CDC_CUT_STREAM"')
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
UPDATE "BRAND_B_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "CHECKED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    merged := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');
    -- Tables that merged each by itself may be ahead of the brand: it waits until it can go there in one step.
    ahead := (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_PROGRESS");
    target := (
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"PARTS" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", COUNT(*) AS "PART_COUNT", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :merged
            AND ("TABLE_PATH" || '/' || "SHAPE") IN (
                'shop.orders/va9dcd98b',
                'shop.order_items/vf9e7b2a5'
            )
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT 'shop.orders' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "BRAND_B_DB"."STG_SCHEMA"."ORDERS"
    WHERE "_CUT" > :merged AND "_CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "_CUT", "_WRITER"
    UNION ALL
    SELECT 'shop.order_items' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "BRAND_B_DB"."STG_SCHEMA"."ORDER_ITEMS"
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
FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" IN ('table', 'sweep') AND "CUT" > :merged AND "CUT" <= :target
        );
        IF (CONTAINS(changed, '/shop.orders/')) THEN
DELETE FROM "BRAND_B_DB"."RAW_SCHEMA"."ORDERS"
WHERE EXISTS (
    SELECT 1
    FROM "BRAND_B_DB"."STG_SCHEMA"."ORDERS" AS s
    JOIN "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);
MERGE INTO "BRAND_B_DB"."RAW_SCHEMA"."ORDERS" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "BRAND_B_DB"."STG_SCHEMA"."ORDERS" AS s
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
        w."CUSTOMER_ID",
        w."STATUS",
        w."TOTAL",
        w."DETAILS",
        w."PLACED_AT",
        w."UPDATED_AT",
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
    "CUSTOMER_ID" = s."CUSTOMER_ID",
    "STATUS" = s."STATUS",
    "TOTAL" = s."TOTAL",
    "DETAILS" = s."DETAILS",
    "PLACED_AT" = s."PLACED_AT",
    "UPDATED_AT" = s."UPDATED_AT",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "ID",
    "CUSTOMER_ID",
    "STATUS",
    "TOTAL",
    "DETAILS",
    "PLACED_AT",
    "UPDATED_AT",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."ID",
    s."CUSTOMER_ID",
    s."STATUS",
    s."TOTAL",
    s."DETAILS",
    s."PLACED_AT",
    s."UPDATED_AT",
    s."_UPDATED_AT",
    s."_CUT"
);
DELETE FROM "BRAND_B_DB"."RAW_SCHEMA"."ORDERS"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'shop.orders' AND "CUT" > :merged AND "CUT" <= :target
    );
        END IF;
        IF (CONTAINS(changed, '/shop.order_items/')) THEN
DELETE FROM "BRAND_B_DB"."RAW_SCHEMA"."ORDER_ITEMS"
WHERE EXISTS (
    SELECT 1
    FROM "BRAND_B_DB"."STG_SCHEMA"."ORDER_ITEMS" AS s
    JOIN "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);
MERGE INTO "BRAND_B_DB"."RAW_SCHEMA"."ORDER_ITEMS" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "BRAND_B_DB"."STG_SCHEMA"."ORDER_ITEMS" AS s
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
        w."ORDER_ID",
        w."LINE",
        w."SKU",
        w."QUANTITY",
        w."PRICE",
        w."_OP",
        w."_UPDATED_AT",
        w."_CUT"
    FROM "CHANGES" AS w
    LEFT JOIN "EMPTIED" AS e ON TRUE
    WHERE w."_OP" <> 'T'
        AND (e."_CUT" IS NULL OR w."_CUT" > e."_CUT" OR (w."_CUT" = e."_CUT" AND w."_SEQ" > e."_SEQ"))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY w."ORDER_ID", w."LINE" ORDER BY w."_CUT" DESC, w."_SEQ" DESC) = 1
) AS s
ON t."ORDER_ID" = s."ORDER_ID" AND t."LINE" = s."LINE"
WHEN MATCHED AND s."_OP" = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "SKU" = s."SKU",
    "QUANTITY" = s."QUANTITY",
    "PRICE" = s."PRICE",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "ORDER_ID",
    "LINE",
    "SKU",
    "QUANTITY",
    "PRICE",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."ORDER_ID",
    s."LINE",
    s."SKU",
    s."QUANTITY",
    s."PRICE",
    s."_UPDATED_AT",
    s."_CUT"
);
DELETE FROM "BRAND_B_DB"."RAW_SCHEMA"."ORDER_ITEMS"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'shop.order_items' AND "CUT" > :merged AND "CUT" <= :target
    );
        END IF;
UPDATE "BRAND_B_DB"."STG_SCHEMA"."CDC_PROGRESS" SET "MERGED_CUT" = :target, "MERGED_AT" = CURRENT_TIMESTAMP() WHERE "NAME" = 'RAW';
    END IF;
    -- Only when no cut waits is the stream consumed: else it starts this task again, until what is missing has come.
    waiting := (SELECT COUNT(*) FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT" WHERE "CUT" > :target);
    IF (waiting = 0) THEN
INSERT INTO "BRAND_B_DB"."STG_SCHEMA"."CDC_PROGRESS" ("NAME", "MERGED_CUT")
SELECT "WRITER", "CUT" FROM "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT_STREAM" WHERE FALSE;
    END IF;
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;

-- grant/own-task
GRANT OWNERSHIP ON TASK "BRAND_B_DB"."STG_SCHEMA"."MERGE_RAW" TO ROLE "CDC_TRANSFORMER" COPY CURRENT GRANTS;

-- task/resume
ALTER TASK "BRAND_B_DB"."STG_SCHEMA"."MERGE_RAW" RESUME;

-- pipe/create
CREATE PIPE IF NOT EXISTS "BRAND_B_DB"."STG_SCHEMA"."ORDERS_VA9DCD98B"
    AUTO_INGEST = TRUE
    ERROR_INTEGRATION = "CDC_ERRORS"
    AWS_SNS_TOPIC = 'arn:aws:sns:eu-central-1:001234567890:bucket'
    AS
    COPY INTO "BRAND_B_DB"."STG_SCHEMA"."ORDERS" (
        "ID",
        "CUSTOMER_ID",
        "STATUS",
        "TOTAL",
        "DETAILS",
        "PLACED_AT",
        "UPDATED_AT",
        "_OP",
        "_UPDATED_AT",
        "_CUT",
        "_SEQ",
        "_WRITER"
    )
    FROM (
        SELECT
            $1:"id"::NUMBER(20,0),
            $1:"customer_id"::NUMBER(20,0),
            $1:"status"::VARCHAR,
            $1:"total"::NUMBER(12,2),
            PARSE_JSON($1:"details"::VARCHAR),
            TO_TIMESTAMP_NTZ($1:"placed_at"::NUMBER(38,0), 6),
            TO_TIMESTAMP_TZ($1:"updated_at"::VARCHAR, 'YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM'),
            $1:"_OP"::VARCHAR,
            TO_TIMESTAMP_NTZ($1:"_UPDATED_AT"::NUMBER(38,0), 6),
            $1:"_CUT"::NUMBER(20,0),
            $1:"_SEQ"::NUMBER(20,0),
            $1:"_WRITER"::VARCHAR
        FROM '@"BRAND_B_DB"."STG_SCHEMA"."CDC_STAGE"/data/shop.orders/va9dcd98b/'
    )
    FILE_FORMAT = (FORMAT_NAME = '"BRAND_B_DB"."STG_SCHEMA"."CDC_PARQUET"')
    ON_ERROR = SKIP_FILE;

-- pipe/pause
ALTER PIPE "BRAND_B_DB"."STG_SCHEMA"."ORDERS_VA9DCD98B" SET PIPE_EXECUTION_PAUSED = TRUE;

-- grant/own-pipe
GRANT OWNERSHIP ON PIPE "BRAND_B_DB"."STG_SCHEMA"."ORDERS_VA9DCD98B" TO ROLE "CDC_LOADER" COPY CURRENT GRANTS;

-- pipe/resume
SELECT SYSTEM$PIPE_FORCE_RESUME('"BRAND_B_DB"."STG_SCHEMA"."ORDERS_VA9DCD98B"', 'STALENESS_CHECK_OVERRIDE, OWNERSHIP_TRANSFER_CHECK_OVERRIDE');

-- grant/operate-pipe
GRANT MONITOR, OPERATE ON PIPE "BRAND_B_DB"."STG_SCHEMA"."ORDERS_VA9DCD98B" TO ROLE "CDC_OPERATOR";

-- pipe/refresh
ALTER PIPE "BRAND_B_DB"."STG_SCHEMA"."ORDERS_VA9DCD98B" REFRESH;

