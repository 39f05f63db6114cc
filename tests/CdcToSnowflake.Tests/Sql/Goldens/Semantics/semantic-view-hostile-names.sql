-- semantic-view/create
CREATE OR REPLACE SEMANTIC VIEW "CI_DB"."API_SCHEMA"."CDC_SEMANTICS"
TABLES (
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" AS "CI_DB"."API_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"
        PRIMARY KEY ("BRAND_ID", "Q""UO""TE")
)
FACTS (
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}".":MERGED" AS ":MERGED",
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."{{ COLUMN }}" AS "{{ COLUMN }}",
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ" AS "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ"
)
DIMENSIONS (
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."BRAND_ID" AS "BRAND_ID"
        COMMENT = 'The brand that the row is of',
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."Q""UO""TE" AS "Q""UO""TE",
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."BACK\SLASH" AS "BACK\SLASH",
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}".";--" AS ";--",
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."*/ /*" AS "*/ /*",
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."日本 ÜNÏCÖDÉ 🍜" AS "日本 ÜNÏCÖDÉ 🍜",
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."'" AS "'",
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."_UPDATED_AT" AS "_UPDATED_AT"
        COMMENT = 'When the source committed the row as it is, in UTC'
)
METRICS (
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}_COUNT" AS COUNT("BRAND_ID")
        COMMENT = 'Number of rows',
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."SUM_:MERGED" AS SUM(":MERGED")
        COMMENT = 'Sum of :MERGED',
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."AVERAGE_:MERGED" AS AVG(":MERGED")
        COMMENT = 'Average of :MERGED',
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."SUM_{{ COLUMN }}" AS SUM("{{ COLUMN }}")
        COMMENT = 'Sum of {{ COLUMN }}',
    "X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}"."AVERAGE_{{ COLUMN }}" AS AVG("{{ COLUMN }}")
        COMMENT = 'Average of {{ COLUMN }}'
)
COMMENT = 'All brands'' tables'
COPY GRANTS;

