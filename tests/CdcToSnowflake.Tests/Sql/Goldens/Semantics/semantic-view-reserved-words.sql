-- semantic-view/create
CREATE OR REPLACE SEMANTIC VIEW "CI_DB"."API_SCHEMA"."CDC_SEMANTICS"
TABLES (
    "TABLE" AS "CI_DB"."API_SCHEMA"."TABLE"
        PRIMARY KEY ("BRAND_ID", "WHERE")
)
FACTS (
    "TABLE"."MERGE" AS "MERGE"
)
DIMENSIONS (
    "TABLE"."BRAND_ID" AS "BRAND_ID"
        COMMENT = 'The brand that the row is of',
    "TABLE"."WHERE" AS "WHERE",
    "TABLE"."GROUP" AS "GROUP",
    "TABLE"."DESC" AS "DESC",
    "TABLE"."_UPDATED_AT" AS "_UPDATED_AT"
        COMMENT = 'When the source committed the row as it is, in UTC'
)
METRICS (
    "TABLE"."TABLE_COUNT" AS COUNT("BRAND_ID")
        COMMENT = 'Number of rows',
    "TABLE"."SUM_MERGE" AS SUM("MERGE")
        COMMENT = 'Sum of MERGE',
    "TABLE"."AVERAGE_MERGE" AS AVG("MERGE")
        COMMENT = 'Average of MERGE'
)
COMMENT = 'All brands'' tables'
COPY GRANTS;

