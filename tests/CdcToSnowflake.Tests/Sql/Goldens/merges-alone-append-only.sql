-- merge/append-raw
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

-- merge/append-ci
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

