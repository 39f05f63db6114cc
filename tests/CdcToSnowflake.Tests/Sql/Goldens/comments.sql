-- table/comment
COMMENT ON TABLE "BRAND_A_DB"."RAW_SCHEMA"."ORDERS" IS 'Orders, purchases (one row each)';

-- table/comment-columns
ALTER TABLE "BRAND_A_DB"."RAW_SCHEMA"."ORDERS" ALTER
    COLUMN "TOTAL" COMMENT 'Gross amount, revenue. It''s in EUR',
    COLUMN "PLACED_AT" COMMENT 'When the guest''s order came in, by the till''s clock and time zone; never changed';

-- table/comment
COMMENT ON TABLE "BRAND_A_DB"."RAW_SCHEMA"."CUSTOMERS" IS 'Guests';

-- table/comment
COMMENT ON TABLE "BRAND_B_DB"."RAW_SCHEMA"."ORDERS" IS 'Orders, purchases (one row each)';

-- table/comment-columns
ALTER TABLE "BRAND_B_DB"."RAW_SCHEMA"."ORDERS" ALTER
    COLUMN "TOTAL" COMMENT 'Gross amount, revenue. It''s in EUR',
    COLUMN "PLACED_AT" COMMENT 'When the guest''s order came in, by the till''s clock and time zone; never changed';

-- table/comment
COMMENT ON TABLE "CI_DB"."CI_SCHEMA"."ORDERS" IS 'Orders, purchases (one row each)';

-- table/comment-columns
ALTER TABLE "CI_DB"."CI_SCHEMA"."ORDERS" ALTER
    COLUMN "TOTAL" COMMENT 'Gross amount, revenue. It''s in EUR',
    COLUMN "PLACED_AT" COMMENT 'When the guest''s order came in, by the till''s clock and time zone; never changed';

-- table/comment
COMMENT ON TABLE "CI_DB"."CI_SCHEMA"."CUSTOMERS" IS 'Guests';

-- table/comment
COMMENT ON TABLE "B""Ü R\O ; --_DB"."RAW_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" IS 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE';

-- table/comment-columns
ALTER TABLE "B""Ü R\O ; --_DB"."RAW_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" ALTER
    COLUMN "Q""UO""TE" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "BACK\SLASH" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "LINE
BREAK" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "$$" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN ";--" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "*/ /*" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "日本 ÜNÏCÖDÉ 🍜" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN ":MERGED" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN " " COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "'" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "{{ COLUMN }}" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE';

-- table/comment
COMMENT ON TABLE "CI_DB"."CI_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" IS 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE';

-- table/comment-columns
ALTER TABLE "CI_DB"."CI_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" ALTER
    COLUMN "Q""UO""TE" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "BACK\SLASH" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "LINE
BREAK" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "$$" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN ";--" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "*/ /*" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "日本 ÜNÏCÖDÉ 🍜" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN ":MERGED" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN " " COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "'" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "{{ COLUMN }}" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE',
    COLUMN "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ" COMMENT 'it''s "said"\n-- \\ $$ {{ 日本 }} 🍜; DROP TABLE';

