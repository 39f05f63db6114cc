-- cut/target-of-table
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :merged + 360
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"LINES" AS (
    SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
    FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'table' AND "CUT" > :merged
),
"NEEDED" AS (
    SELECT
        "CUT",
        "WRITER",
        COUNT(*) AS "LINE_COUNT",
        SUM(IFF("TABLE_PATH" = 'shop.tokens', "ROW_COUNT", 0)) AS "ROW_COUNT",
        SUM(IFF("TABLE_PATH" = 'shop.tokens' AND ("TABLE_PATH" || '/' || "SHAPE") NOT IN (
            'shop.tokens/vff1e85f7'
        ), 1, 0)) AS "UNKNOWN_COUNT"
    FROM "LINES"
    GROUP BY "CUT", "WRITER"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "KEYS_DB"."STG_SCHEMA"."TOKENS"
    WHERE "_CUT" > :merged AND "_CUT" <= :merged + 360
    GROUP BY "_CUT", "_WRITER"
),
"COMPLETE" AS (
    SELECT h."CUT"
    FROM "HEADERS" AS h
    LEFT JOIN "NEEDED" AS n ON n."CUT" = h."CUT" AND n."WRITER" = h."WRITER"
    LEFT JOIN "SWEPT" AS w ON w."CUT" = h."CUT" AND w."WRITER" = h."WRITER"
    LEFT JOIN "LOADED" AS l ON l."CUT" = h."CUT" AND l."WRITER" = h."WRITER"
    WHERE COALESCE(n."LINE_COUNT", 0) = h."TABLE_COUNT" AND COALESCE(w."SWEEP_COUNT", 0) >= h."SWEEP_COUNT" AND COALESCE(n."UNKNOWN_COUNT", 0) = 0 AND COALESCE(n."ROW_COUNT", 0) = COALESCE(l."ROW_COUNT", 0)
)
SELECT COALESCE(MAX("CUT"), :merged)
FROM (SELECT "CUT", ROW_NUMBER() OVER (ORDER BY "CUT") AS "NTH" FROM "COMPLETE") AS c
WHERE "CUT" = :merged + "NTH";

-- merge/empty-raw
DELETE FROM "KEYS_DB"."RAW_SCHEMA"."TOKENS"
WHERE EXISTS (
    SELECT 1
    FROM "KEYS_DB"."STG_SCHEMA"."TOKENS" AS s
    JOIN "KEYS_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);

-- merge/stg-into-raw
MERGE INTO "KEYS_DB"."RAW_SCHEMA"."TOKENS" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "KEYS_DB"."STG_SCHEMA"."TOKENS" AS s
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
        w."PAYLOAD",
        w."UUID",
        w."REGION",
        w."VERSION",
        w."AT",
        w."_OP",
        w."_UPDATED_AT",
        w."_CUT"
    FROM "CHANGES" AS w
    LEFT JOIN "EMPTIED" AS e ON TRUE
    WHERE w."_OP" <> 'T'
        AND (e."_CUT" IS NULL OR w."_CUT" > e."_CUT" OR (w."_CUT" = e."_CUT" AND w."_SEQ" > e."_SEQ"))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY w."REGION", w."UUID", w."VERSION", w."AT" ORDER BY w."_CUT" DESC, w."_SEQ" DESC) = 1
) AS s
ON t."UUID" = s."UUID" AND t."REGION" = s."REGION" AND t."VERSION" = s."VERSION" AND t."AT" = s."AT"
WHEN MATCHED AND s."_OP" = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "PAYLOAD" = s."PAYLOAD",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "PAYLOAD",
    "UUID",
    "REGION",
    "VERSION",
    "AT",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."PAYLOAD",
    s."UUID",
    s."REGION",
    s."VERSION",
    s."AT",
    s."_UPDATED_AT",
    s."_CUT"
);

-- merge/sweep-raw
DELETE FROM "KEYS_DB"."RAW_SCHEMA"."TOKENS"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'shop.tokens' AND "CUT" > :merged AND "CUT" <= :target
    );

-- merge/raw-into-ci
MERGE INTO "CI_DB"."CI_SCHEMA"."TOKENS" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'keys' AS "BRAND_ID",
            "PAYLOAD",
            "UUID",
            "REGION",
            "VERSION",
            "AT",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "KEYS_DB"."RAW_SCHEMA"."TOKENS_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "REGION", "UUID", "VERSION", "AT" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."UUID" = s."UUID" AND t."REGION" = s."REGION" AND t."VERSION" = s."VERSION" AND t."AT" = s."AT"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "PAYLOAD" = s."PAYLOAD",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "PAYLOAD",
    "UUID",
    "REGION",
    "VERSION",
    "AT",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."PAYLOAD",
    s."UUID",
    s."REGION",
    s."VERSION",
    s."AT",
    s."_UPDATED_AT"
);

-- stream/reconcile-raw
BEGIN
CREATE OR REPLACE STREAM "KEYS_DB"."RAW_SCHEMA"."TOKENS_STREAM"
    ON TABLE "KEYS_DB"."RAW_SCHEMA"."TOKENS"
    COMMENT = 'Made anew, CI is still to be reconciled';
DECLARE
    newest NUMBER(20,0) DEFAULT 0;
BEGIN
    newest := (SELECT COALESCE(MAX("_CUT"), 0) FROM "KEYS_DB"."RAW_SCHEMA"."TOKENS");
    BEGIN TRANSACTION;
MERGE INTO "CI_DB"."CI_SCHEMA"."TOKENS" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'keys' AS "BRAND_ID",
            "PAYLOAD",
            "UUID",
            "REGION",
            "VERSION",
            "AT",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "KEYS_DB"."RAW_SCHEMA"."TOKENS_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "REGION", "UUID", "VERSION", "AT" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."UUID" = s."UUID" AND t."REGION" = s."REGION" AND t."VERSION" = s."VERSION" AND t."AT" = s."AT"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "PAYLOAD" = s."PAYLOAD",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "PAYLOAD",
    "UUID",
    "REGION",
    "VERSION",
    "AT",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."PAYLOAD",
    s."UUID",
    s."REGION",
    s."VERSION",
    s."AT",
    s."_UPDATED_AT"
);
MERGE INTO "CI_DB"."CI_SCHEMA"."TOKENS" AS t
USING (
    WITH "PRESENT" AS (
        SELECT
            'keys' AS "BRAND_ID",
            "PAYLOAD",
            "UUID",
            "REGION",
            "VERSION",
            "AT",
            "_UPDATED_AT",
            "_CUT"
        FROM "KEYS_DB"."RAW_SCHEMA"."TOKENS"
    )
    SELECT
        p."BRAND_ID",
        p."PAYLOAD",
        p."UUID",
        p."REGION",
        p."VERSION",
        p."AT",
        p."_UPDATED_AT",
        'INSERT' AS "_CDC_ACTION"
    FROM "PRESENT" AS p
    WHERE p."_CUT" <= :newest
    UNION ALL
    SELECT
        c."BRAND_ID",
        c."PAYLOAD",
        c."UUID",
        c."REGION",
        c."VERSION",
        c."AT",
        c."_UPDATED_AT",
        'DELETE'
    FROM "CI_DB"."CI_SCHEMA"."TOKENS" AS c
    WHERE c."BRAND_ID" = 'keys'
        AND NOT EXISTS (
            SELECT 1
            FROM "PRESENT" AS p
            WHERE p."UUID" = c."UUID" AND p."REGION" = c."REGION" AND p."VERSION" = c."VERSION" AND p."AT" = c."AT"
        )
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."UUID" = s."UUID" AND t."REGION" = s."REGION" AND t."VERSION" = s."VERSION" AND t."AT" = s."AT"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "PAYLOAD" = s."PAYLOAD",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "PAYLOAD",
    "UUID",
    "REGION",
    "VERSION",
    "AT",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."PAYLOAD",
    s."UUID",
    s."REGION",
    s."VERSION",
    s."AT",
    s."_UPDATED_AT"
);
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;
COMMENT ON STREAM "KEYS_DB"."RAW_SCHEMA"."TOKENS_STREAM" IS 'Brings changes to CI_DB.CI_SCHEMA.TOKENS';
END;

-- stream/copy-offset
CREATE STREAM IF NOT EXISTS "KEYS_DB"."RAW_SCHEMA"."it's ""mine"""
    ON TABLE "KEYS_DB"."RAW_SCHEMA"."TOKENS"
    AT (STREAM => '"KEYS_DB"."RAW_SCHEMA"."TOKENS_STREAM"');

-- cut/purge
DELETE FROM "KEYS_DB"."STG_SCHEMA"."TOKENS" WHERE "_CUT" <= :below;

-- operations/hashed-rows
SELECT
    COALESCE(LENGTH("UUID") || ':' || "UUID", '-') || '|' || COALESCE(LENGTH("REGION") || ':' || "REGION", '-') || '|' || COALESCE(LENGTH("VERSION") || ':' || "VERSION", '-') || '|' || COALESCE(LENGTH("AT") || ':' || "AT", '-') AS "KEY_TEXT",
    SHA2(COALESCE(LENGTH("UUID") || ':' || "UUID", '-') || '|' || COALESCE(LENGTH("REGION") || ':' || "REGION", '-') || '|' || COALESCE(LENGTH("VERSION") || ':' || "VERSION", '-') || '|' || COALESCE(LENGTH("AT") || ':' || "AT", '-'), 256) AS "HASH",
    (SELECT MAX("MERGED_CUT") FROM "KEYS_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW') AS "MERGED_CUT"
FROM "KEYS_DB"."RAW_SCHEMA"."TOKENS"
WHERE TRUE
    AND ("UUID" < CAST('it''s' AS BINARY(67108864)) OR "UUID" = CAST('it''s' AS BINARY(67108864)) AND "REGION" < CAST('it''s' AS BINARY(67108864)) OR "UUID" = CAST('it''s' AS BINARY(67108864)) AND "REGION" = CAST('it''s' AS BINARY(67108864)) AND "VERSION" < CAST('it''s' AS NUMBER(10,0)) OR "UUID" = CAST('it''s' AS BINARY(67108864)) AND "REGION" = CAST('it''s' AS BINARY(67108864)) AND "VERSION" = CAST('it''s' AS NUMBER(10,0)) AND "AT" <= CAST('it''s' AS TIMESTAMP_TZ(6)));

-- operations/touched-keys
SELECT DISTINCT COALESCE(LENGTH("UUID") || ':' || "UUID", '-') || '|' || COALESCE(LENGTH("REGION") || ':' || "REGION", '-') || '|' || COALESCE(LENGTH("VERSION") || ':' || "VERSION", '-') || '|' || COALESCE(LENGTH("AT") || ':' || "AT", '-') AS "KEY_TEXT", "_OP" = 'T' AS "IS_EMPTIED"
FROM "KEYS_DB"."STG_SCHEMA"."TOKENS"
WHERE "_CUT" > 7;

-- operations/loads
SELECT "FILE_NAME", "STATUS", "ROW_COUNT", "PIPE_RECEIVED_TIME", "LAST_LOAD_TIME", "FIRST_ERROR_MESSAGE", 'shop.tokens' AS "TABLE_PATH"
FROM TABLE("KEYS_DB"."INFORMATION_SCHEMA"."COPY_HISTORY"(
    TABLE_NAME => '"KEYS_DB"."STG_SCHEMA"."TOKENS"',
    START_TIME => DATEADD('second', -86400, CURRENT_TIMESTAMP())
))
ORDER BY "LAST_LOAD_TIME";

-- stream/touch-several
SELECT 'shop.tokens' AS "TABLE_PATH", SYSTEM$STREAM_HAS_DATA('"KEYS_DB"."RAW_SCHEMA"."TOKENS_STREAM"');

-- table/add-column
ALTER TABLE "KEYS_DB"."RAW_SCHEMA"."TOKENS" ADD COLUMN IF NOT EXISTS "AT" TIMESTAMP_TZ(6);

-- table/widen-column
ALTER TABLE "KEYS_DB"."RAW_SCHEMA"."TOKENS" ALTER COLUMN "AT" SET DATA TYPE TIMESTAMP_TZ(6);

-- table/rename-column
ALTER TABLE "KEYS_DB"."RAW_SCHEMA"."TOKENS" RENAME COLUMN "AT" TO "AT_DROPPED";

-- table/drop-not-null
ALTER TABLE "KEYS_DB"."RAW_SCHEMA"."TOKENS" ALTER COLUMN "REGION" DROP NOT NULL;

-- cut/target
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"PARTS" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", COUNT(*) AS "PART_COUNT", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :merged
            AND ("TABLE_PATH" || '/' || "SHAPE") IN (
                'shop.tokens/vff1e85f7'
            )
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT 'shop.tokens' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "KEYS_DB"."STG_SCHEMA"."TOKENS"
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

-- cut/completeness
WITH "DECLARED" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :after
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"LOADED" AS (
    SELECT 'shop.tokens' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "KEYS_DB"."STG_SCHEMA"."TOKENS"
    WHERE "_CUT" > :after
    GROUP BY "_CUT", "_WRITER"
)
SELECT
    d."CUT",
    d."TABLE_PATH",
    d."WRITER",
    d."ROW_COUNT" AS "DECLARED_ROWS",
    COALESCE(l."ROW_COUNT", 0) AS "LOADED_ROWS",
    d."ROW_COUNT" - COALESCE(l."ROW_COUNT", 0) AS "MISSING_ROWS",
    d."CUT" <= p."MERGED_CUT" AS "IS_MERGED"
FROM "DECLARED" AS d
JOIN "KEYS_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
LEFT JOIN "LOADED" AS l ON l."CUT" = d."CUT" AND l."WRITER" = d."WRITER" AND l."TABLE_PATH" = d."TABLE_PATH"
ORDER BY d."CUT", d."TABLE_PATH";

-- cut/purgeable
SELECT COALESCE(MAX(c."CUT"), 0)
FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT" AS c
JOIN "KEYS_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
WHERE c."KIND" = 'cut' AND c."CUT" < p."MERGED_CUT" AND c."LOADED_AT" < DATEADD('second', -1209600, CURRENT_TIMESTAMP());

-- operations/progress
SELECT "MERGED_CUT", "MERGED_AT", CURRENT_TIMESTAMP() AS "NOW"
FROM "KEYS_DB"."STG_SCHEMA"."CDC_PROGRESS"
WHERE "NAME" = 'RAW';

-- operations/oldest-cut
SELECT COALESCE(MIN("CUT"), 0) AS "OLDEST_CUT"
FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT";

-- operations/last-cut
SELECT GREATEST(
    (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "KEYS_DB"."STG_SCHEMA"."CDC_PROGRESS"),
    (SELECT COALESCE(MAX("CUT"), 0) FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT" WHERE "KIND" = 'cut')
) AS "CUT";

-- inventory/unmerged
SELECT DISTINCT "TABLE_PATH", "SHAPE"
FROM "KEYS_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" = 'table' AND "CUT" > (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "KEYS_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');

-- operations/task-runs
SELECT "QUERY_START_TIME", "COMPLETED_TIME"
FROM TABLE("CI_DB"."INFORMATION_SCHEMA"."TASK_HISTORY"(
    SCHEDULED_TIME_RANGE_START => DATEADD('second', -86400, CURRENT_TIMESTAMP()),
    SCHEDULED_TIME_RANGE_END => CURRENT_TIMESTAMP(),
    RESULT_LIMIT => 10000,
    TASK_NAME => 'MERGE_RAW',
    DATABASE_NAME => '"KEYS_DB"',
    SCHEMA_NAME => '"STG_SCHEMA"'
))
WHERE "STATE" = 'SUCCEEDED'
ORDER BY "QUERY_START_TIME";

