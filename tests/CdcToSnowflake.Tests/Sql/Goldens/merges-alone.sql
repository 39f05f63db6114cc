-- cut/target
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
WHERE "CUT" = :merged + "NTH";

-- merge/empty-raw
DELETE FROM "BRAND_B_DB"."RAW_SCHEMA"."ORDERS"
WHERE EXISTS (
    SELECT 1
    FROM "BRAND_B_DB"."STG_SCHEMA"."ORDERS" AS s
    JOIN "BRAND_B_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);

-- merge/stg-into-raw
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

-- merge/raw-into-ci
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

