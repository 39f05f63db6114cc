-- cut/target-of-table
WITH "HEADERS" AS (
    SELECT "CUT", MIN("WRITER") AS "WRITER", MIN("TABLE_COUNT") AS "TABLE_COUNT", COALESCE(MAX("SWEEP_COUNT"), 0) AS "SWEEP_COUNT"
    FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'cut' AND "CUT" > :merged AND "CUT" <= :merged + 360
    GROUP BY "CUT"
    HAVING COUNT(DISTINCT "WRITER") = 1
),
"LINES" AS (
    SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
    FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'table' AND "CUT" > :merged
),
"NEEDED" AS (
    SELECT
        "CUT",
        "WRITER",
        COUNT(*) AS "LINE_COUNT",
        SUM(IFF("TABLE_PATH" = 'types.every', "ROW_COUNT", 0)) AS "ROW_COUNT",
        SUM(IFF("TABLE_PATH" = 'types.every' AND ("TABLE_PATH" || '/' || "SHAPE") NOT IN (
            'types.every/vb5e70919'
        ), 1, 0)) AS "UNKNOWN_COUNT"
    FROM "LINES"
    GROUP BY "CUT", "WRITER"
),
"SWEPT" AS (
    SELECT "CUT", "WRITER", COUNT(DISTINCT "TABLE_PATH") AS "SWEEP_COUNT"
    FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
    WHERE "KIND" = 'sweep' AND "CUT" > :merged
    GROUP BY "CUT", "WRITER"
),
"LOADED" AS (
    SELECT "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "TYPES_DB"."STG_SCHEMA"."EVERY"
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
DELETE FROM "TYPES_DB"."RAW_SCHEMA"."EVERY"
WHERE EXISTS (
    SELECT 1
    FROM "TYPES_DB"."STG_SCHEMA"."EVERY" AS s
    JOIN "TYPES_DB"."STG_SCHEMA"."CDC_CUT" AS c ON c."CUT" = s."_CUT" AND c."WRITER" = s."_WRITER"
    WHERE s."_OP" = 'T' AND c."KIND" = 'cut' AND c."CUT" > :merged AND c."CUT" <= :target
);

-- merge/stg-into-raw
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
        FROM "TYPES_DB"."STG_SCHEMA"."EVERY" AS s
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

-- merge/sweep-raw
DELETE FROM "TYPES_DB"."RAW_SCHEMA"."EVERY"
WHERE "_CUT" < (
        SELECT MAX("FIRST_CUT")
        FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'sweep' AND "TABLE_PATH" = 'types.every' AND "CUT" > :merged AND "CUT" <= :target
    );

-- merge/raw-into-ci
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

-- stream/reconcile-raw
BEGIN
CREATE OR REPLACE STREAM "TYPES_DB"."RAW_SCHEMA"."EVERY_STREAM"
    ON TABLE "TYPES_DB"."RAW_SCHEMA"."EVERY"
    COMMENT = 'Made anew, CI is still to be reconciled';
DECLARE
    newest NUMBER(20,0) DEFAULT 0;
BEGIN
    newest := (SELECT COALESCE(MAX("_CUT"), 0) FROM "TYPES_DB"."RAW_SCHEMA"."EVERY");
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
MERGE INTO "CI_DB"."CI_SCHEMA"."EVERY" AS t
USING (
    WITH "PRESENT" AS (
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
            "_CUT"
        FROM "TYPES_DB"."RAW_SCHEMA"."EVERY"
    )
    SELECT
        p."BRAND_ID",
        p."ID",
        p."C_TINYINT",
        p."C_SMALLINT",
        p."C_MEDIUMINT",
        p."C_INT",
        p."C_BIGINT",
        p."C_DECIMAL",
        p."C_FLOAT",
        p."C_DOUBLE",
        p."C_BIT",
        p."C_YEAR",
        p."C_TIME",
        p."C_DATE",
        p."C_DATETIME",
        p."C_TIMESTAMP",
        p."C_CHAR",
        p."C_VARCHAR",
        p."C_TEXT",
        p."C_BINARY",
        p."C_VARBINARY",
        p."C_BLOB",
        p."C_ENUM",
        p."C_SET",
        p."C_JSON",
        p."C_GEOMETRY",
        p."C_VECTOR",
        p."C_UNSIGNED",
        p."C_WIDE",
        p."_UPDATED_AT",
        'INSERT' AS "_CDC_ACTION"
    FROM "PRESENT" AS p
    WHERE p."_CUT" <= :newest
    UNION ALL
    SELECT
        c."BRAND_ID",
        c."ID",
        c."C_TINYINT",
        c."C_SMALLINT",
        c."C_MEDIUMINT",
        c."C_INT",
        c."C_BIGINT",
        c."C_DECIMAL",
        c."C_FLOAT",
        c."C_DOUBLE",
        c."C_BIT",
        c."C_YEAR",
        c."C_TIME",
        c."C_DATE",
        c."C_DATETIME",
        c."C_TIMESTAMP",
        c."C_CHAR",
        c."C_VARCHAR",
        c."C_TEXT",
        c."C_BINARY",
        c."C_VARBINARY",
        c."C_BLOB",
        c."C_ENUM",
        c."C_SET",
        c."C_JSON",
        c."C_GEOMETRY",
        c."C_VECTOR",
        c."C_UNSIGNED",
        c."C_WIDE",
        c."_UPDATED_AT",
        'DELETE'
    FROM "CI_DB"."CI_SCHEMA"."EVERY" AS c
    WHERE c."BRAND_ID" = 'types'
        AND NOT EXISTS (
            SELECT 1
            FROM "PRESENT" AS p
            WHERE p."ID" = c."ID"
        )
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
COMMENT ON STREAM "TYPES_DB"."RAW_SCHEMA"."EVERY_STREAM" IS 'Brings changes to CI_DB.CI_SCHEMA.EVERY';
END;

-- stream/copy-offset
CREATE STREAM IF NOT EXISTS "TYPES_DB"."RAW_SCHEMA"."it's ""mine"""
    ON TABLE "TYPES_DB"."RAW_SCHEMA"."EVERY"
    AT (STREAM => '"TYPES_DB"."RAW_SCHEMA"."EVERY_STREAM"');

-- cut/purge
DELETE FROM "TYPES_DB"."STG_SCHEMA"."EVERY" WHERE "_CUT" <= :below;

-- operations/hashed-rows
SELECT
    COALESCE(LENGTH("ID") || ':' || "ID", '-') AS "KEY_TEXT",
    SHA2(COALESCE(LENGTH("ID") || ':' || "ID", '-'), 256) AS "HASH",
    (SELECT MAX("MERGED_CUT") FROM "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW') AS "MERGED_CUT"
FROM "TYPES_DB"."RAW_SCHEMA"."EVERY"
WHERE TRUE
    AND ("ID" <= CAST('it''s' AS NUMBER(10,0)));

-- operations/touched-keys
SELECT DISTINCT COALESCE(LENGTH("ID") || ':' || "ID", '-') AS "KEY_TEXT", "_OP" = 'T' AS "IS_EMPTIED"
FROM "TYPES_DB"."STG_SCHEMA"."EVERY"
WHERE "_CUT" > 7;

-- operations/loads
SELECT "FILE_NAME", "STATUS", "ROW_COUNT", "PIPE_RECEIVED_TIME", "LAST_LOAD_TIME", "FIRST_ERROR_MESSAGE", 'types.every' AS "TABLE_PATH"
FROM TABLE("TYPES_DB"."INFORMATION_SCHEMA"."COPY_HISTORY"(
    TABLE_NAME => '"TYPES_DB"."STG_SCHEMA"."EVERY"',
    START_TIME => DATEADD('second', -86400, CURRENT_TIMESTAMP())
))
ORDER BY "LAST_LOAD_TIME";

-- stream/touch-several
SELECT 'types.every' AS "TABLE_PATH", SYSTEM$STREAM_HAS_DATA('"TYPES_DB"."RAW_SCHEMA"."EVERY_STREAM"');

-- table/add-column
ALTER TABLE "TYPES_DB"."RAW_SCHEMA"."EVERY" ADD COLUMN IF NOT EXISTS "C_WIDE" VARCHAR(134217728);

-- table/widen-column
ALTER TABLE "TYPES_DB"."RAW_SCHEMA"."EVERY" ALTER COLUMN "C_WIDE" SET DATA TYPE VARCHAR(134217728);

-- table/rename-column
ALTER TABLE "TYPES_DB"."RAW_SCHEMA"."EVERY" RENAME COLUMN "C_WIDE" TO "C_WIDE_DROPPED";

-- table/drop-not-null
ALTER TABLE "TYPES_DB"."RAW_SCHEMA"."EVERY" ALTER COLUMN "ID" DROP NOT NULL;

-- cut/target
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
WHERE "CUT" = :merged + "NTH";

-- cut/completeness
WITH "DECLARED" AS (
    SELECT "CUT", "WRITER", "TABLE_PATH", SUM("ROW_COUNT") AS "ROW_COUNT"
    FROM (
        SELECT DISTINCT "CUT", "WRITER", "TABLE_PATH", "SHAPE", "ROW_COUNT"
        FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
        WHERE "KIND" = 'table' AND "CUT" > :after
    ) AS d
    GROUP BY "CUT", "WRITER", "TABLE_PATH"
),
"LOADED" AS (
    SELECT 'types.every' AS "TABLE_PATH", "_CUT" AS "CUT", "_WRITER" AS "WRITER", COUNT(DISTINCT "_SEQ") AS "ROW_COUNT"
    FROM "TYPES_DB"."STG_SCHEMA"."EVERY"
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
JOIN "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
LEFT JOIN "LOADED" AS l ON l."CUT" = d."CUT" AND l."WRITER" = d."WRITER" AND l."TABLE_PATH" = d."TABLE_PATH"
ORDER BY d."CUT", d."TABLE_PATH";

-- cut/purgeable
SELECT COALESCE(MAX(c."CUT"), 0)
FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT" AS c
JOIN "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS" AS p ON p."NAME" = 'RAW'
WHERE c."KIND" = 'cut' AND c."CUT" < p."MERGED_CUT" AND c."LOADED_AT" < DATEADD('second', -1209600, CURRENT_TIMESTAMP());

-- operations/progress
SELECT "MERGED_CUT", "MERGED_AT", CURRENT_TIMESTAMP() AS "NOW"
FROM "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS"
WHERE "NAME" = 'RAW';

-- operations/oldest-cut
SELECT COALESCE(MIN("CUT"), 0) AS "OLDEST_CUT"
FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT";

-- operations/last-cut
SELECT GREATEST(
    (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS"),
    (SELECT COALESCE(MAX("CUT"), 0) FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT" WHERE "KIND" = 'cut')
) AS "CUT";

-- inventory/unmerged
SELECT DISTINCT "TABLE_PATH", "SHAPE"
FROM "TYPES_DB"."STG_SCHEMA"."CDC_CUT"
WHERE "KIND" = 'table' AND "CUT" > (SELECT COALESCE(MAX("MERGED_CUT"), 0) FROM "TYPES_DB"."STG_SCHEMA"."CDC_PROGRESS" WHERE "NAME" = 'RAW');

-- operations/task-runs
SELECT "QUERY_START_TIME", "COMPLETED_TIME"
FROM TABLE("CI_DB"."INFORMATION_SCHEMA"."TASK_HISTORY"(
    SCHEDULED_TIME_RANGE_START => DATEADD('second', -86400, CURRENT_TIMESTAMP()),
    SCHEDULED_TIME_RANGE_END => CURRENT_TIMESTAMP(),
    RESULT_LIMIT => 10000,
    TASK_NAME => 'MERGE_RAW',
    DATABASE_NAME => '"TYPES_DB"',
    SCHEMA_NAME => '"STG_SCHEMA"'
))
WHERE "STATE" = 'SUCCEEDED'
ORDER BY "QUERY_START_TIME";

