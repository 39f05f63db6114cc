-- table/create-stg
CREATE TABLE IF NOT EXISTS "B_DB"."STG_SCHEMA"."ORDERS" (
    "_ROW" VARIANT,
    "_OP" VARCHAR(1) NOT NULL,
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    "_SEQ" NUMBER(20,0) NOT NULL,
    "_WRITER" VARCHAR NOT NULL
)
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Changes of shop.orders of b';

-- table/create-raw
CREATE TABLE IF NOT EXISTS "B_DB"."RAW_SCHEMA"."ORDERS" (
    "ID" NUMBER(20,0) NOT NULL,
    "CUSTOMER_ID" NUMBER(20,0),
    "STATUS" VARCHAR(134217728),
    "TOTAL" NUMBER(12,2),
    "DETAILS" VARIANT,
    "PLACED_AT" TIMESTAMP_NTZ(6),
    "UPDATED_AT" TIMESTAMP_TZ(6),
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    "_CUT" NUMBER(20,0) NOT NULL,
    PRIMARY KEY ("ID")
)
CHANGE_TRACKING = TRUE
DATA_RETENTION_TIME_IN_DAYS = 1
MAX_DATA_EXTENSION_TIME_IN_DAYS = 14
DEFAULT_DDL_COLLATION = ''
COMMENT = 'Mirror of shop.orders of b';

-- stream/create-raw
CREATE STREAM IF NOT EXISTS "B_DB"."RAW_SCHEMA"."ORDERS_STREAM"
    ON TABLE "B_DB"."RAW_SCHEMA"."ORDERS"
    SHOW_INITIAL_ROWS = TRUE
    COMMENT = 'Brings changes to CI_DB.CI_SCHEMA.ORDERS';

-- table/create-ci
CREATE TABLE IF NOT EXISTS "CI_DB"."CI_SCHEMA"."ORDERS" (
    "BRAND_ID" VARCHAR NOT NULL,
    "ID" NUMBER(20,0) NOT NULL,
    "CUSTOMER_ID" NUMBER(20,0),
    "STATUS" VARCHAR(134217728),
    "TOTAL" NUMBER(12,2),
    "DETAILS" VARIANT,
    "PLACED_AT" TIMESTAMP_NTZ(6),
    "UPDATED_AT" TIMESTAMP_TZ(6),
    "REFUNDED" NUMBER(12,2),
    "_UPDATED_AT" TIMESTAMP_NTZ(6) NOT NULL,
    PRIMARY KEY ("BRAND_ID", "ID")
)
CLUSTER BY ("BRAND_ID")
DATA_RETENTION_TIME_IN_DAYS = 1
DEFAULT_DDL_COLLATION = ''
COMMENT = 'ORDERS of all brands';

-- table/add-column
ALTER TABLE "CI_DB"."CI_SCHEMA"."ORDERS" ADD COLUMN IF NOT EXISTS "REFUNDED" NUMBER(12,2);

-- stream/reconcile-raw
BEGIN
CREATE OR REPLACE STREAM "B_DB"."RAW_SCHEMA"."ORDERS_STREAM"
    ON TABLE "B_DB"."RAW_SCHEMA"."ORDERS"
    COMMENT = 'Made anew, CI is still to be reconciled';
DECLARE
    newest NUMBER(20,0) DEFAULT 0;
BEGIN
    newest := (SELECT COALESCE(MAX("_CUT"), 0) FROM "B_DB"."RAW_SCHEMA"."ORDERS");
    BEGIN TRANSACTION;
MERGE INTO "CI_DB"."CI_SCHEMA"."ORDERS" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'b' AS "BRAND_ID",
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
        FROM "B_DB"."RAW_SCHEMA"."ORDERS_STREAM"
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
MERGE INTO "CI_DB"."CI_SCHEMA"."ORDERS" AS t
USING (
    WITH "PRESENT" AS (
        SELECT
            'b' AS "BRAND_ID",
            "ID",
            "CUSTOMER_ID",
            "STATUS",
            "TOTAL",
            "DETAILS",
            "PLACED_AT",
            "UPDATED_AT",
            CAST(NULL AS NUMBER(12,2)) AS "REFUNDED",
            "_UPDATED_AT",
            "_CUT"
        FROM "B_DB"."RAW_SCHEMA"."ORDERS"
    )
    SELECT
        p."BRAND_ID",
        p."ID",
        p."CUSTOMER_ID",
        p."STATUS",
        p."TOTAL",
        p."DETAILS",
        p."PLACED_AT",
        p."UPDATED_AT",
        p."REFUNDED",
        p."_UPDATED_AT",
        'INSERT' AS "_CDC_ACTION"
    FROM "PRESENT" AS p
    WHERE p."_CUT" <= :newest
    UNION ALL
    SELECT
        c."BRAND_ID",
        c."ID",
        c."CUSTOMER_ID",
        c."STATUS",
        c."TOTAL",
        c."DETAILS",
        c."PLACED_AT",
        c."UPDATED_AT",
        c."REFUNDED",
        c."_UPDATED_AT",
        'DELETE'
    FROM "CI_DB"."CI_SCHEMA"."ORDERS" AS c
    WHERE c."BRAND_ID" = 'b'
        AND NOT EXISTS (
            SELECT 1
            FROM "PRESENT" AS p
            WHERE p."ID" = c."ID"
        )
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
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;
COMMENT ON STREAM "B_DB"."RAW_SCHEMA"."ORDERS_STREAM" IS 'Brings changes to CI_DB.CI_SCHEMA.ORDERS';
END;

-- stream/copy-offset
CREATE STREAM IF NOT EXISTS "B_DB"."RAW_SCHEMA"."MY_STREAM"
    ON TABLE "B_DB"."RAW_SCHEMA"."ORDERS"
    AT (STREAM => '"B_DB"."RAW_SCHEMA"."ORDERS_STREAM"');

