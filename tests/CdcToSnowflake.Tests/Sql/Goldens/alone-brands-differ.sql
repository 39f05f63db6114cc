-- cut/target-of-table
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :merged + 360
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"LINES" AS (
    SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
    FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'table' AND "CUT" > :merged
),
"NEEDED" AS (
    SELECT
        "CUT",
        "WRITER",
        COUNT(*) AS "LINE_COUNT",
        SUM(IFF("TABLE_PATH" = 's.t', "ROW_COUNT", 0)) AS "ROW_COUNT",
        SUM(IFF("TABLE_PATH" = 's.t' AND ("TABLE_PATH" || '/' || "SHAPE") NOT IN (
            's.t/v261f4418'
        ), 1, 0)) AS "UNKNOWN_COUNT"
    FROM "LINES"
    GROUP BY "CUT", "WRITER"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "A_DB"."STG_SCHEMA"."T"
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
DELETE FROM "A_DB"."RAW_SCHEMA"."T"
WHERE EXISTS (
    SELECT 1
    FROM "A_DB"."STG_SCHEMA"."T" AS s
    JOIN "A_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);

-- merge/stg-into-raw
MERGE INTO "A_DB"."RAW_SCHEMA"."T" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "A_DB"."STG_SCHEMA"."T" AS s
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
        w."K",
        w."ONLY_A",
        w."N",
        w."V",
        w."_OP",
        w."_UPDATED_AT",
        w."_CUT"
    FROM "CHANGES" AS w
    LEFT JOIN "EMPTIED" AS e ON TRUE
    WHERE w."_OP" <> 'T'
        AND (e."_CUT" IS NULL OR w."_CUT" > e."_CUT" OR (w."_CUT" = e."_CUT" AND w."_SEQ" > e."_SEQ"))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY w."K" ORDER BY w."_CUT" DESC, w."_SEQ" DESC) = 1
) AS s
ON t."K" = s."K"
WHEN MATCHED AND s."_OP" = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "ONLY_A" = s."ONLY_A",
    "N" = s."N",
    "V" = s."V",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "K",
    "ONLY_A",
    "N",
    "V",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."K",
    s."ONLY_A",
    s."N",
    s."V",
    s."_UPDATED_AT",
    s."_CUT"
);

-- merge/sweep-raw
DELETE FROM "A_DB"."RAW_SCHEMA"."T"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 's.t' AND "CUT" > :merged AND "CUT" <= :target
    );

-- merge/raw-into-ci
MERGE INTO "CI_DB"."CI_SCHEMA"."T" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'a' AS "BRAND_ID",
            CAST("K" AS NUMBER(19,0)) AS "K",
            "ONLY_A",
            CAST("N" AS NUMBER(10,4)) AS "N",
            "V",
            CAST(NULL AS VARIANT) AS "ONLY_B",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "A_DB"."RAW_SCHEMA"."T_STREAM"
        UNION ALL
        SELECT
            'b' AS "BRAND_ID",
            "K",
            CAST(NULL AS VARCHAR(134217728)) AS "ONLY_A",
            "N",
            "V",
            "ONLY_B",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "B_DB"."RAW_SCHEMA"."T_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "K" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."K" = s."K"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "ONLY_A" = s."ONLY_A",
    "N" = s."N",
    "V" = s."V",
    "ONLY_B" = s."ONLY_B",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "K",
    "ONLY_A",
    "N",
    "V",
    "ONLY_B",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."K",
    s."ONLY_A",
    s."N",
    s."V",
    s."ONLY_B",
    s."_UPDATED_AT"
);

-- stream/reconcile-raw
BEGIN
CREATE OR REPLACE STREAM "A_DB"."RAW_SCHEMA"."T_STREAM"
    ON TABLE "A_DB"."RAW_SCHEMA"."T"
    COMMENT = 'Made anew, CI is still to be reconciled';
DECLARE
    newest NUMBER(20,0) DEFAULT 0;
BEGIN
    newest := (SELECT COALESCE(MAX("_CUT"), 0) FROM "A_DB"."RAW_SCHEMA"."T");
    BEGIN TRANSACTION;
MERGE INTO "CI_DB"."CI_SCHEMA"."T" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'a' AS "BRAND_ID",
            CAST("K" AS NUMBER(19,0)) AS "K",
            "ONLY_A",
            CAST("N" AS NUMBER(10,4)) AS "N",
            "V",
            CAST(NULL AS VARIANT) AS "ONLY_B",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "A_DB"."RAW_SCHEMA"."T_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "K" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."K" = s."K"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "ONLY_A" = s."ONLY_A",
    "N" = s."N",
    "V" = s."V",
    "ONLY_B" = s."ONLY_B",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "K",
    "ONLY_A",
    "N",
    "V",
    "ONLY_B",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."K",
    s."ONLY_A",
    s."N",
    s."V",
    s."ONLY_B",
    s."_UPDATED_AT"
);
MERGE INTO "CI_DB"."CI_SCHEMA"."T" AS t
USING (
    WITH "PRESENT" AS (
        SELECT
            'a' AS "BRAND_ID",
            CAST("K" AS NUMBER(19,0)) AS "K",
            "ONLY_A",
            CAST("N" AS NUMBER(10,4)) AS "N",
            "V",
            CAST(NULL AS VARIANT) AS "ONLY_B",
            "_UPDATED_AT",
            "_CUT"
        FROM "A_DB"."RAW_SCHEMA"."T"
    )
    SELECT
        p."BRAND_ID",
        p."K",
        p."ONLY_A",
        p."N",
        p."V",
        p."ONLY_B",
        p."_UPDATED_AT",
        'INSERT' AS "_CDC_ACTION"
    FROM "PRESENT" AS p
    WHERE p."_CUT" <= :newest
    UNION ALL
    SELECT
        c."BRAND_ID",
        c."K",
        c."ONLY_A",
        c."N",
        c."V",
        c."ONLY_B",
        c."_UPDATED_AT",
        'DELETE'
    FROM "CI_DB"."CI_SCHEMA"."T" AS c
    WHERE c."BRAND_ID" = 'a'
        AND NOT EXISTS (
            SELECT 1
            FROM "PRESENT" AS p
            WHERE p."K" = c."K"
        )
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."K" = s."K"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "ONLY_A" = s."ONLY_A",
    "N" = s."N",
    "V" = s."V",
    "ONLY_B" = s."ONLY_B",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "K",
    "ONLY_A",
    "N",
    "V",
    "ONLY_B",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."K",
    s."ONLY_A",
    s."N",
    s."V",
    s."ONLY_B",
    s."_UPDATED_AT"
);
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;
COMMENT ON STREAM "A_DB"."RAW_SCHEMA"."T_STREAM" IS 'Brings changes to CI_DB.CI_SCHEMA.T';
END;

-- stream/copy-offset
CREATE STREAM IF NOT EXISTS "A_DB"."RAW_SCHEMA"."it's ""mine"""
    ON TABLE "A_DB"."RAW_SCHEMA"."T"
    AT (STREAM => '"A_DB"."RAW_SCHEMA"."T_STREAM"');

-- cut/purge
DELETE FROM "A_DB"."STG_SCHEMA"."T" WHERE "_CUT" <= :below;

-- operations/hashed-rows
SELECT
    COALESCE(LENGTH("K") || ':' || "K", '-') AS "KEY_TEXT",
    SHA2(COALESCE(LENGTH("K") || ':' || "K", '-'), 256) AS "HASH",
    (SELECT MAX("MERGED_CUT") FROM "A_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW') AS "MERGED_CUT"
FROM "A_DB"."RAW_SCHEMA"."T"
WHERE TRUE
    AND ("K" <= CAST('it''s' AS NUMBER(10,0)));

-- operations/touched-keys
SELECT DISTINCT COALESCE(LENGTH("K") || ':' || "K", '-') AS "KEY_TEXT", "_OP" = 'T' AS "IS_EMPTIED"
FROM "A_DB"."STG_SCHEMA"."T"
WHERE "_CUT" > 7;

-- operations/loads
SELECT "FILE_NAME", "STATUS", "ROW_COUNT", "PIPE_RECEIVED_TIME", "LAST_LOAD_TIME", "FIRST_ERROR_MESSAGE", 's.t' AS "TABLE_PATH"
FROM TABLE("A_DB"."INFORMATION_SCHEMA"."COPY_HISTORY"(
    TABLE_NAME => '"A_DB"."STG_SCHEMA"."T"',
    START_TIME => DATEADD('second', -86400, CURRENT_TIMESTAMP())
))
ORDER BY "LAST_LOAD_TIME";

-- stream/touch-several
SELECT 's.t' AS "TABLE_PATH", SYSTEM$STREAM_HAS_DATA('"A_DB"."RAW_SCHEMA"."T_STREAM"');

-- table/add-column
ALTER TABLE "A_DB"."RAW_SCHEMA"."T" ADD COLUMN IF NOT EXISTS "V" ARRAY;

-- table/widen-column
ALTER TABLE "A_DB"."RAW_SCHEMA"."T" ALTER COLUMN "V" SET DATA TYPE ARRAY;

-- table/rename-column
ALTER TABLE "A_DB"."RAW_SCHEMA"."T" RENAME COLUMN "V" TO "V_DROPPED";

-- table/drop-not-null
ALTER TABLE "A_DB"."RAW_SCHEMA"."T" ALTER COLUMN "K" DROP NOT NULL;

-- cut/target
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
                's.t/v261f4418'
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
    SELECT 's.t' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "A_DB"."STG_SCHEMA"."T"
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
        FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :after
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"LOADED" AS (
    SELECT 's.t' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "A_DB"."STG_SCHEMA"."T"
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
JOIN "A_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
LEFT JOIN "LOADED" AS l ON l."CUT" = d."CUT" AND l."WRITER" = d."WRITER" AND l."TABLE_PATH" = d."TABLE_PATH"
ORDER BY d."CUT", d."TABLE_PATH";

-- cut/purgeable
SELECT COALESCE(MAX(c."CUT"), 0)
FROM "A_DB"."STG_SCHEMA"."CDC_CUT" AS c
JOIN "A_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
WHERE c."KIND" = 'cut' AND c."CUT" < p."MERGED_CUT" AND c."LOADED_AT" < DATEADD('second', -1209600, CURRENT_TIMESTAMP());

-- operations/progress
SELECT "MERGED_CUT", "MERGED_AT", CURRENT_TIMESTAMP() AS "NOW"
FROM "A_DB"."STG_SCHEMA"."CDC_PROGRESS"
WHERE "NAME" = 'RAW';

-- operations/oldest-cut
SELECT COALESCE(MIN("CUT"), 0) AS "OLDEST_CUT"
FROM "A_DB"."STG_SCHEMA"."CDC_CUT";

-- operations/last-cut
SELECT GREATEST(
    (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "A_DB"."STG_SCHEMA"."CDC_PROGRESS"),
    (SELECT COALESCE(MAX("CUT"), 0) FROM "A_DB"."STG_SCHEMA"."CDC_CUT" WHERE "KIND" = 'cut')
) AS "CUT";

-- inventory/unmerged
SELECT DISTINCT "TABLE_PATH", "SHAPE"
FROM "A_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" = 'table' AND "CUT" > (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "A_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');

-- operations/task-runs
SELECT "QUERY_START_TIME", "COMPLETED_TIME"
FROM TABLE("CI_DB"."INFORMATION_SCHEMA"."TASK_HISTORY"(
    SCHEDULED_TIME_RANGE_START => DATEADD('second', -86400, CURRENT_TIMESTAMP()),
    SCHEDULED_TIME_RANGE_END => CURRENT_TIMESTAMP(),
    RESULT_LIMIT => 10000,
    TASK_NAME => 'MERGE_RAW',
    DATABASE_NAME => '"A_DB"',
    SCHEMA_NAME => '"STG_SCHEMA"'
))
WHERE "STATE" = 'SUCCEEDED'
ORDER BY "QUERY_START_TIME";

-- cut/target-of-table
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :merged + 360
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"LINES" AS (
    SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
    FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'table' AND "CUT" > :merged
),
"NEEDED" AS (
    SELECT
        "CUT",
        "WRITER",
        COUNT(*) AS "LINE_COUNT",
        SUM(IFF("TABLE_PATH" = 's.t', "ROW_COUNT", 0)) AS "ROW_COUNT",
        SUM(IFF("TABLE_PATH" = 's.t' AND ("TABLE_PATH" || '/' || "SHAPE") NOT IN (
            's.t/ve16baa22'
        ), 1, 0)) AS "UNKNOWN_COUNT"
    FROM "LINES"
    GROUP BY "CUT", "WRITER"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "B_DB"."STG_SCHEMA"."T"
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
DELETE FROM "B_DB"."RAW_SCHEMA"."T"
WHERE EXISTS (
    SELECT 1
    FROM "B_DB"."STG_SCHEMA"."T" AS s
    JOIN "B_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);

-- merge/stg-into-raw
MERGE INTO "B_DB"."RAW_SCHEMA"."T" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "B_DB"."STG_SCHEMA"."T" AS s
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
        w."N",
        w."K",
        w."V",
        w."ONLY_B",
        w."_OP",
        w."_UPDATED_AT",
        w."_CUT"
    FROM "CHANGES" AS w
    LEFT JOIN "EMPTIED" AS e ON TRUE
    WHERE w."_OP" <> 'T'
        AND (e."_CUT" IS NULL OR w."_CUT" > e."_CUT" OR (w."_CUT" = e."_CUT" AND w."_SEQ" > e."_SEQ"))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY w."K" ORDER BY w."_CUT" DESC, w."_SEQ" DESC) = 1
) AS s
ON t."K" = s."K"
WHEN MATCHED AND s."_OP" = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "N" = s."N",
    "V" = s."V",
    "ONLY_B" = s."ONLY_B",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "N",
    "K",
    "V",
    "ONLY_B",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."N",
    s."K",
    s."V",
    s."ONLY_B",
    s."_UPDATED_AT",
    s."_CUT"
);

-- merge/sweep-raw
DELETE FROM "B_DB"."RAW_SCHEMA"."T"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 's.t' AND "CUT" > :merged AND "CUT" <= :target
    );

-- merge/raw-into-ci
MERGE INTO "CI_DB"."CI_SCHEMA"."T" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'a' AS "BRAND_ID",
            CAST("K" AS NUMBER(19,0)) AS "K",
            "ONLY_A",
            CAST("N" AS NUMBER(10,4)) AS "N",
            "V",
            CAST(NULL AS VARIANT) AS "ONLY_B",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "A_DB"."RAW_SCHEMA"."T_STREAM"
        UNION ALL
        SELECT
            'b' AS "BRAND_ID",
            "K",
            CAST(NULL AS VARCHAR(134217728)) AS "ONLY_A",
            "N",
            "V",
            "ONLY_B",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "B_DB"."RAW_SCHEMA"."T_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "K" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."K" = s."K"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "ONLY_A" = s."ONLY_A",
    "N" = s."N",
    "V" = s."V",
    "ONLY_B" = s."ONLY_B",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "K",
    "ONLY_A",
    "N",
    "V",
    "ONLY_B",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."K",
    s."ONLY_A",
    s."N",
    s."V",
    s."ONLY_B",
    s."_UPDATED_AT"
);

-- stream/reconcile-raw
BEGIN
CREATE OR REPLACE STREAM "B_DB"."RAW_SCHEMA"."T_STREAM"
    ON TABLE "B_DB"."RAW_SCHEMA"."T"
    COMMENT = 'Made anew, CI is still to be reconciled';
DECLARE
    newest NUMBER(20,0) DEFAULT 0;
BEGIN
    newest := (SELECT COALESCE(MAX("_CUT"), 0) FROM "B_DB"."RAW_SCHEMA"."T");
    BEGIN TRANSACTION;
MERGE INTO "CI_DB"."CI_SCHEMA"."T" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'b' AS "BRAND_ID",
            "K",
            CAST(NULL AS VARCHAR(134217728)) AS "ONLY_A",
            "N",
            "V",
            "ONLY_B",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "B_DB"."RAW_SCHEMA"."T_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "K" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."K" = s."K"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "ONLY_A" = s."ONLY_A",
    "N" = s."N",
    "V" = s."V",
    "ONLY_B" = s."ONLY_B",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "K",
    "ONLY_A",
    "N",
    "V",
    "ONLY_B",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."K",
    s."ONLY_A",
    s."N",
    s."V",
    s."ONLY_B",
    s."_UPDATED_AT"
);
MERGE INTO "CI_DB"."CI_SCHEMA"."T" AS t
USING (
    WITH "PRESENT" AS (
        SELECT
            'b' AS "BRAND_ID",
            "K",
            CAST(NULL AS VARCHAR(134217728)) AS "ONLY_A",
            "N",
            "V",
            "ONLY_B",
            "_UPDATED_AT",
            "_CUT"
        FROM "B_DB"."RAW_SCHEMA"."T"
    )
    SELECT
        p."BRAND_ID",
        p."K",
        p."ONLY_A",
        p."N",
        p."V",
        p."ONLY_B",
        p."_UPDATED_AT",
        'INSERT' AS "_CDC_ACTION"
    FROM "PRESENT" AS p
    WHERE p."_CUT" <= :newest
    UNION ALL
    SELECT
        c."BRAND_ID",
        c."K",
        c."ONLY_A",
        c."N",
        c."V",
        c."ONLY_B",
        c."_UPDATED_AT",
        'DELETE'
    FROM "CI_DB"."CI_SCHEMA"."T" AS c
    WHERE c."BRAND_ID" = 'b'
        AND NOT EXISTS (
            SELECT 1
            FROM "PRESENT" AS p
            WHERE p."K" = c."K"
        )
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."K" = s."K"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "ONLY_A" = s."ONLY_A",
    "N" = s."N",
    "V" = s."V",
    "ONLY_B" = s."ONLY_B",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "K",
    "ONLY_A",
    "N",
    "V",
    "ONLY_B",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."K",
    s."ONLY_A",
    s."N",
    s."V",
    s."ONLY_B",
    s."_UPDATED_AT"
);
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;
COMMENT ON STREAM "B_DB"."RAW_SCHEMA"."T_STREAM" IS 'Brings changes to CI_DB.CI_SCHEMA.T';
END;

-- stream/copy-offset
CREATE STREAM IF NOT EXISTS "B_DB"."RAW_SCHEMA"."it's ""mine"""
    ON TABLE "B_DB"."RAW_SCHEMA"."T"
    AT (STREAM => '"B_DB"."RAW_SCHEMA"."T_STREAM"');

-- cut/purge
DELETE FROM "B_DB"."STG_SCHEMA"."T" WHERE "_CUT" <= :below;

-- operations/hashed-rows
SELECT
    COALESCE(LENGTH("K") || ':' || "K", '-') AS "KEY_TEXT",
    SHA2(COALESCE(LENGTH("K") || ':' || "K", '-'), 256) AS "HASH",
    (SELECT MAX("MERGED_CUT") FROM "B_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW') AS "MERGED_CUT"
FROM "B_DB"."RAW_SCHEMA"."T"
WHERE TRUE
    AND ("K" <= CAST('it''s' AS NUMBER(19,0)));

-- operations/touched-keys
SELECT DISTINCT COALESCE(LENGTH("K") || ':' || "K", '-') AS "KEY_TEXT", "_OP" = 'T' AS "IS_EMPTIED"
FROM "B_DB"."STG_SCHEMA"."T"
WHERE "_CUT" > 7;

-- operations/loads
SELECT "FILE_NAME", "STATUS", "ROW_COUNT", "PIPE_RECEIVED_TIME", "LAST_LOAD_TIME", "FIRST_ERROR_MESSAGE", 's.t' AS "TABLE_PATH"
FROM TABLE("B_DB"."INFORMATION_SCHEMA"."COPY_HISTORY"(
    TABLE_NAME => '"B_DB"."STG_SCHEMA"."T"',
    START_TIME => DATEADD('second', -86400, CURRENT_TIMESTAMP())
))
ORDER BY "LAST_LOAD_TIME";

-- stream/touch-several
SELECT 's.t' AS "TABLE_PATH", SYSTEM$STREAM_HAS_DATA('"B_DB"."RAW_SCHEMA"."T_STREAM"');

-- table/add-column
ALTER TABLE "B_DB"."RAW_SCHEMA"."T" ADD COLUMN IF NOT EXISTS "ONLY_B" VARIANT;

-- table/widen-column
ALTER TABLE "B_DB"."RAW_SCHEMA"."T" ALTER COLUMN "ONLY_B" SET DATA TYPE VARIANT;

-- table/rename-column
ALTER TABLE "B_DB"."RAW_SCHEMA"."T" RENAME COLUMN "ONLY_B" TO "ONLY_B_DROPPED";

-- table/drop-not-null
ALTER TABLE "B_DB"."RAW_SCHEMA"."T" ALTER COLUMN "K" DROP NOT NULL;

-- cut/target
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
                's.t/ve16baa22'
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
    SELECT 's.t' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "B_DB"."STG_SCHEMA"."T"
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
        FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :after
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"LOADED" AS (
    SELECT 's.t' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "B_DB"."STG_SCHEMA"."T"
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
JOIN "B_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
LEFT JOIN "LOADED" AS l ON l."CUT" = d."CUT" AND l."WRITER" = d."WRITER" AND l."TABLE_PATH" = d."TABLE_PATH"
ORDER BY d."CUT", d."TABLE_PATH";

-- cut/purgeable
SELECT COALESCE(MAX(c."CUT"), 0)
FROM "B_DB"."STG_SCHEMA"."CDC_CUT" AS c
JOIN "B_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
WHERE c."KIND" = 'cut' AND c."CUT" < p."MERGED_CUT" AND c."LOADED_AT" < DATEADD('second', -1209600, CURRENT_TIMESTAMP());

-- operations/progress
SELECT "MERGED_CUT", "MERGED_AT", CURRENT_TIMESTAMP() AS "NOW"
FROM "B_DB"."STG_SCHEMA"."CDC_PROGRESS"
WHERE "NAME" = 'RAW';

-- operations/oldest-cut
SELECT COALESCE(MIN("CUT"), 0) AS "OLDEST_CUT"
FROM "B_DB"."STG_SCHEMA"."CDC_CUT";

-- operations/last-cut
SELECT GREATEST(
    (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "B_DB"."STG_SCHEMA"."CDC_PROGRESS"),
    (SELECT COALESCE(MAX("CUT"), 0) FROM "B_DB"."STG_SCHEMA"."CDC_CUT" WHERE "KIND" = 'cut')
) AS "CUT";

-- inventory/unmerged
SELECT DISTINCT "TABLE_PATH", "SHAPE"
FROM "B_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" = 'table' AND "CUT" > (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "B_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');

-- operations/task-runs
SELECT "QUERY_START_TIME", "COMPLETED_TIME"
FROM TABLE("CI_DB"."INFORMATION_SCHEMA"."TASK_HISTORY"(
    SCHEDULED_TIME_RANGE_START => DATEADD('second', -86400, CURRENT_TIMESTAMP()),
    SCHEDULED_TIME_RANGE_END => CURRENT_TIMESTAMP(),
    RESULT_LIMIT => 10000,
    TASK_NAME => 'MERGE_RAW',
    DATABASE_NAME => '"B_DB"',
    SCHEMA_NAME => '"STG_SCHEMA"'
))
WHERE "STATE" = 'SUCCEEDED'
ORDER BY "QUERY_START_TIME";

-- cut/target-of-table
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :merged + 360
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"LINES" AS (
    SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
    FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'table' AND "CUT" > :merged
),
"NEEDED" AS (
    SELECT
        "CUT",
        "WRITER",
        COUNT(*) AS "LINE_COUNT",
        SUM(IFF("TABLE_PATH" = 's.other', "ROW_COUNT", 0)) AS "ROW_COUNT",
        SUM(IFF("TABLE_PATH" = 's.other' AND ("TABLE_PATH" || '/' || "SHAPE") NOT IN (
            's.other/v843fa91b'
        ), 1, 0)) AS "UNKNOWN_COUNT"
    FROM "LINES"
    GROUP BY "CUT", "WRITER"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "C_DB"."STG_SCHEMA"."OTHER"
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
DELETE FROM "C_DB"."RAW_SCHEMA"."OTHER"
WHERE EXISTS (
    SELECT 1
    FROM "C_DB"."STG_SCHEMA"."OTHER" AS s
    JOIN "C_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);

-- merge/stg-into-raw
MERGE INTO "C_DB"."RAW_SCHEMA"."OTHER" AS t
USING (
    WITH
    "CUTS" AS (
        SELECT DISTINCT "CUT", "WRITER"
        FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :target
    ),
    "CHANGES" AS (
        SELECT s.*
        FROM "C_DB"."STG_SCHEMA"."OTHER" AS s
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
        w."K",
        w."D",
        w."_OP",
        w."_UPDATED_AT",
        w."_CUT"
    FROM "CHANGES" AS w
    LEFT JOIN "EMPTIED" AS e ON TRUE
    WHERE w."_OP" <> 'T'
        AND (e."_CUT" IS NULL OR w."_CUT" > e."_CUT" OR (w."_CUT" = e."_CUT" AND w."_SEQ" > e."_SEQ"))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY w."K" ORDER BY w."_CUT" DESC, w."_SEQ" DESC) = 1
) AS s
ON t."K" = s."K"
WHEN MATCHED AND s."_OP" = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "D" = s."D",
    "_UPDATED_AT" = s."_UPDATED_AT",
    "_CUT" = s."_CUT"
WHEN NOT MATCHED AND s."_OP" <> 'D' THEN INSERT (
    "K",
    "D",
    "_UPDATED_AT",
    "_CUT"
) VALUES (
    s."K",
    s."D",
    s."_UPDATED_AT",
    s."_CUT"
);

-- merge/sweep-raw
DELETE FROM "C_DB"."RAW_SCHEMA"."OTHER"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 's.other' AND "CUT" > :merged AND "CUT" <= :target
    );

-- merge/raw-into-ci
MERGE INTO "CI_DB"."CI_SCHEMA"."OTHER" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'c' AS "BRAND_ID",
            "K",
            "D",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "C_DB"."RAW_SCHEMA"."OTHER_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "K" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."K" = s."K"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "D" = s."D",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "K",
    "D",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."K",
    s."D",
    s."_UPDATED_AT"
);

-- stream/reconcile-raw
BEGIN
CREATE OR REPLACE STREAM "C_DB"."RAW_SCHEMA"."OTHER_STREAM"
    ON TABLE "C_DB"."RAW_SCHEMA"."OTHER"
    COMMENT = 'Made anew, CI is still to be reconciled';
DECLARE
    newest NUMBER(20,0) DEFAULT 0;
BEGIN
    newest := (SELECT COALESCE(MAX("_CUT"), 0) FROM "C_DB"."RAW_SCHEMA"."OTHER");
    BEGIN TRANSACTION;
MERGE INTO "CI_DB"."CI_SCHEMA"."OTHER" AS t
USING (
    SELECT *
    FROM (
        SELECT
            'c' AS "BRAND_ID",
            "K",
            "D",
            "_UPDATED_AT",
            METADATA$ACTION AS "_CDC_ACTION",
            METADATA$ISUPDATE AS "_CDC_ISUPDATE"
        FROM "C_DB"."RAW_SCHEMA"."OTHER_STREAM"
    ) AS u
    WHERE NOT ("_CDC_ACTION" = 'DELETE' AND "_CDC_ISUPDATE")
    QUALIFY ROW_NUMBER() OVER (PARTITION BY "BRAND_ID", "K" ORDER BY IFF("_CDC_ACTION" = 'INSERT', 0, 1)) = 1
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."K" = s."K"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "D" = s."D",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "K",
    "D",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."K",
    s."D",
    s."_UPDATED_AT"
);
MERGE INTO "CI_DB"."CI_SCHEMA"."OTHER" AS t
USING (
    WITH "PRESENT" AS (
        SELECT
            'c' AS "BRAND_ID",
            "K",
            "D",
            "_UPDATED_AT",
            "_CUT"
        FROM "C_DB"."RAW_SCHEMA"."OTHER"
    )
    SELECT
        p."BRAND_ID",
        p."K",
        p."D",
        p."_UPDATED_AT",
        'INSERT' AS "_CDC_ACTION"
    FROM "PRESENT" AS p
    WHERE p."_CUT" <= :newest
    UNION ALL
    SELECT
        c."BRAND_ID",
        c."K",
        c."D",
        c."_UPDATED_AT",
        'DELETE'
    FROM "CI_DB"."CI_SCHEMA"."OTHER" AS c
    WHERE c."BRAND_ID" = 'c'
        AND NOT EXISTS (
            SELECT 1
            FROM "PRESENT" AS p
            WHERE p."K" = c."K"
        )
) AS s
ON t."BRAND_ID" = s."BRAND_ID" AND t."K" = s."K"
WHEN MATCHED AND s."_CDC_ACTION" = 'DELETE' THEN DELETE
WHEN MATCHED THEN UPDATE SET
    "D" = s."D",
    "_UPDATED_AT" = s."_UPDATED_AT"
WHEN NOT MATCHED AND s."_CDC_ACTION" = 'INSERT' THEN INSERT (
    "BRAND_ID",
    "K",
    "D",
    "_UPDATED_AT"
) VALUES (
    s."BRAND_ID",
    s."K",
    s."D",
    s."_UPDATED_AT"
);
    COMMIT;
EXCEPTION
    WHEN OTHER THEN
        ROLLBACK;
        RAISE;
END;
COMMENT ON STREAM "C_DB"."RAW_SCHEMA"."OTHER_STREAM" IS 'Brings changes to CI_DB.CI_SCHEMA.OTHER';
END;

-- stream/copy-offset
CREATE STREAM IF NOT EXISTS "C_DB"."RAW_SCHEMA"."it's ""mine"""
    ON TABLE "C_DB"."RAW_SCHEMA"."OTHER"
    AT (STREAM => '"C_DB"."RAW_SCHEMA"."OTHER_STREAM"');

-- cut/purge
DELETE FROM "C_DB"."STG_SCHEMA"."OTHER" WHERE "_CUT" <= :below;

-- operations/hashed-rows
SELECT
    COALESCE(LENGTH("K") || ':' || "K", '-') AS "KEY_TEXT",
    SHA2(COALESCE(LENGTH("K") || ':' || "K", '-'), 256) AS "HASH",
    (SELECT MAX("MERGED_CUT") FROM "C_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW') AS "MERGED_CUT"
FROM "C_DB"."RAW_SCHEMA"."OTHER"
WHERE TRUE
    AND ("K" <= CAST('it''s' AS NUMBER(10,0)));

-- operations/touched-keys
SELECT DISTINCT COALESCE(LENGTH("K") || ':' || "K", '-') AS "KEY_TEXT", "_OP" = 'T' AS "IS_EMPTIED"
FROM "C_DB"."STG_SCHEMA"."OTHER"
WHERE "_CUT" > 7;

-- operations/loads
SELECT "FILE_NAME", "STATUS", "ROW_COUNT", "PIPE_RECEIVED_TIME", "LAST_LOAD_TIME", "FIRST_ERROR_MESSAGE", 's.other' AS "TABLE_PATH"
FROM TABLE("C_DB"."INFORMATION_SCHEMA"."COPY_HISTORY"(
    TABLE_NAME => '"C_DB"."STG_SCHEMA"."OTHER"',
    START_TIME => DATEADD('second', -86400, CURRENT_TIMESTAMP())
))
ORDER BY "LAST_LOAD_TIME";

-- stream/touch-several
SELECT 's.other' AS "TABLE_PATH", SYSTEM$STREAM_HAS_DATA('"C_DB"."RAW_SCHEMA"."OTHER_STREAM"');

-- table/add-column
ALTER TABLE "C_DB"."RAW_SCHEMA"."OTHER" ADD COLUMN IF NOT EXISTS "D" DATE;

-- table/widen-column
ALTER TABLE "C_DB"."RAW_SCHEMA"."OTHER" ALTER COLUMN "D" SET DATA TYPE DATE;

-- table/rename-column
ALTER TABLE "C_DB"."RAW_SCHEMA"."OTHER" RENAME COLUMN "D" TO "D_DROPPED";

-- table/drop-not-null
ALTER TABLE "C_DB"."RAW_SCHEMA"."OTHER" ALTER COLUMN "K" DROP NOT NULL;

-- cut/target
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= GREATEST(:merged + 360, :ahead)
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"PARTS" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", COUNT(*) AS "PART_COUNT", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :merged
            AND ("TABLE_PATH" || '/' || "SHAPE") IN (
                's.other/v843fa91b'
            )
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT 's.other' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "C_DB"."STG_SCHEMA"."OTHER"
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
        FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :after
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"LOADED" AS (
    SELECT 's.other' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "C_DB"."STG_SCHEMA"."OTHER"
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
JOIN "C_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
LEFT JOIN "LOADED" AS l ON l."CUT" = d."CUT" AND l."WRITER" = d."WRITER" AND l."TABLE_PATH" = d."TABLE_PATH"
ORDER BY d."CUT", d."TABLE_PATH";

-- cut/purgeable
SELECT COALESCE(MAX(c."CUT"), 0)
FROM "C_DB"."STG_SCHEMA"."CDC_CUT" AS c
JOIN "C_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
WHERE c."KIND" = 'cut' AND c."CUT" < p."MERGED_CUT" AND c."LOADED_AT" < DATEADD('second', -1209600, CURRENT_TIMESTAMP());

-- operations/progress
SELECT "MERGED_CUT", "MERGED_AT", CURRENT_TIMESTAMP() AS "NOW"
FROM "C_DB"."STG_SCHEMA"."CDC_PROGRESS"
WHERE "NAME" = 'RAW';

-- operations/oldest-cut
SELECT COALESCE(MIN("CUT"), 0) AS "OLDEST_CUT"
FROM "C_DB"."STG_SCHEMA"."CDC_CUT";

-- operations/last-cut
SELECT GREATEST(
    (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "C_DB"."STG_SCHEMA"."CDC_PROGRESS"),
    (SELECT COALESCE(MAX("CUT"), 0) FROM "C_DB"."STG_SCHEMA"."CDC_CUT" WHERE "KIND" = 'cut')
) AS "CUT";

-- inventory/unmerged
SELECT DISTINCT "TABLE_PATH", "SHAPE"
FROM "C_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" = 'table' AND "CUT" > (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "C_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');

-- operations/task-runs
SELECT "QUERY_START_TIME", "COMPLETED_TIME"
FROM TABLE("CI_DB"."INFORMATION_SCHEMA"."TASK_HISTORY"(
    SCHEDULED_TIME_RANGE_START => DATEADD('second', -86400, CURRENT_TIMESTAMP()),
    SCHEDULED_TIME_RANGE_END => CURRENT_TIMESTAMP(),
    RESULT_LIMIT => 10000,
    TASK_NAME => 'MERGE_RAW',
    DATABASE_NAME => '"C_DB"',
    SCHEMA_NAME => '"STG_SCHEMA"'
))
WHERE "STATE" = 'SUCCEEDED'
ORDER BY "QUERY_START_TIME";

