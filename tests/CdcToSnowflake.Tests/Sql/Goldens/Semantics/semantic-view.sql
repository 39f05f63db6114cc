-- semantic-view/create
CREATE OR REPLACE SEMANTIC VIEW "CI_DB"."API_SCHEMA"."CDC_SEMANTICS"
TABLES (
    "ORDERS" AS "CI_DB"."API_SCHEMA"."ORDERS"
        PRIMARY KEY ("BRAND_ID", "ID")
        WITH SYNONYMS = ('purchases')
        COMMENT = 'Orders, purchases (one row each)',
    "ORDER_ITEMS" AS "CI_DB"."API_SCHEMA"."ORDER_ITEMS"
        PRIMARY KEY ("BRAND_ID", "ORDER_ID", "LINE")
        WITH SYNONYMS = ('lines', 'dishes'),
    "CUSTOMERS" AS "CI_DB"."API_SCHEMA"."CUSTOMERS"
        PRIMARY KEY ("BRAND_ID", "ID")
        WITH SYNONYMS = ('Guests')
        COMMENT = 'Guests'
)
RELATIONSHIPS (
    "ORDERS_TO_CUSTOMERS" AS "ORDERS" ("BRAND_ID", "CUSTOMER_ID")
        REFERENCES "CUSTOMERS" ("BRAND_ID", "ID"),
    "ORDER_ITEMS_TO_ORDERS" AS "ORDER_ITEMS" ("BRAND_ID", "ORDER_ID")
        REFERENCES "ORDERS" ("BRAND_ID", "ID")
)
FACTS (
    "ORDERS"."TOTAL" AS "TOTAL"
        WITH SYNONYMS = ('Gross amount', 'revenue')
        COMMENT = 'Gross amount, revenue. It''s in EUR',
    "ORDERS"."REFUNDED" AS "REFUNDED",
    "ORDER_ITEMS"."QUANTITY" AS "QUANTITY",
    "ORDER_ITEMS"."PRICE" AS "PRICE"
)
DIMENSIONS (
    "ORDERS"."BRAND_ID" AS "BRAND_ID"
        WITH SYNONYMS = ('restaurant')
        COMMENT = 'The brand that the row is of',
    "ORDERS"."ID" AS "ID",
    "ORDERS"."CUSTOMER_ID" AS "CUSTOMER_ID",
    "ORDERS"."STATUS" AS "STATUS",
    "ORDERS"."PLACED_AT" AS "PLACED_AT"
        COMMENT = 'When the guest''s order came in, by the till''s clock and time zone; never changed',
    "ORDERS"."UPDATED_AT" AS "UPDATED_AT",
    "ORDERS"."_UPDATED_AT" AS "_UPDATED_AT"
        COMMENT = 'When the source committed the row as it is, in UTC',
    "ORDER_ITEMS"."BRAND_ID" AS "BRAND_ID"
        COMMENT = 'The brand that the row is of',
    "ORDER_ITEMS"."ORDER_ID" AS "ORDER_ID",
    "ORDER_ITEMS"."LINE" AS "LINE",
    "ORDER_ITEMS"."SKU" AS "SKU",
    "ORDER_ITEMS"."_UPDATED_AT" AS "_UPDATED_AT"
        COMMENT = 'When the source committed the row as it is, in UTC',
    "CUSTOMERS"."BRAND_ID" AS "BRAND_ID"
        COMMENT = 'The brand that the row is of',
    "CUSTOMERS"."ID" AS "ID",
    "CUSTOMERS"."NAME" AS "NAME"
        WITH SYNONYMS = ('guest'),
    "CUSTOMERS"."BORN" AS "BORN",
    "CUSTOMERS"."_UPDATED_AT" AS "_UPDATED_AT"
        COMMENT = 'When the source committed the row as it is, in UTC'
)
METRICS (
    "ORDERS"."NET" AS SUM("TOTAL" - COALESCE("REFUNDED", 0))
        WITH SYNONYMS = ('net revenue')
        COMMENT = 'Revenue without refunds',
    "ORDERS"."PER_GUEST" USING ("ORDERS_TO_CUSTOMERS") AS "SUM_TOTAL" / COUNT(DISTINCT "CUSTOMER_ID"),
    "ORDERS"."ORDERS_COUNT" AS COUNT("BRAND_ID")
        COMMENT = 'Number of rows',
    "ORDERS"."SUM_TOTAL" AS SUM("TOTAL")
        COMMENT = 'Sum of TOTAL',
    "ORDERS"."AVERAGE_TOTAL" AS AVG("TOTAL")
        COMMENT = 'Average of TOTAL',
    "ORDERS"."SUM_REFUNDED" AS SUM("REFUNDED")
        COMMENT = 'Sum of REFUNDED',
    "ORDERS"."AVERAGE_REFUNDED" AS AVG("REFUNDED")
        COMMENT = 'Average of REFUNDED',
    "ORDER_ITEMS"."ORDER_ITEMS_COUNT" AS COUNT("BRAND_ID")
        COMMENT = 'Number of rows',
    "ORDER_ITEMS"."SUM_QUANTITY" AS SUM("QUANTITY")
        COMMENT = 'Sum of QUANTITY',
    "ORDER_ITEMS"."AVERAGE_QUANTITY" AS AVG("QUANTITY")
        COMMENT = 'Average of QUANTITY',
    "ORDER_ITEMS"."SUM_PRICE" AS SUM("PRICE")
        COMMENT = 'Sum of PRICE',
    "ORDER_ITEMS"."AVERAGE_PRICE" AS AVG("PRICE")
        COMMENT = 'Average of PRICE',
    "CUSTOMERS"."CUSTOMERS_COUNT" AS COUNT("BRAND_ID")
        COMMENT = 'Number of rows'
)
COMMENT = 'What the brands'' guests ordered'
AI_SQL_GENERATION 'Money is in EUR.\nA day begins at 05:00.'
COPY GRANTS;

-- grant/read-semantic-view
GRANT SELECT ON SEMANTIC VIEW "CI_DB"."API_SCHEMA"."CDC_SEMANTICS" TO ROLE "CDC_READER";

-- semantic-view/label
ALTER SEMANTIC VIEW "CI_DB"."API_SCHEMA"."CDC_SEMANTICS" SET COMMENT = 'it''s labelled';

