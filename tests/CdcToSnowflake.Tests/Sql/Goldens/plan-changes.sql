-- table/rename-column
ALTER TABLE "D ""1"""."it's"."or""der
-- '\ $$" RENAME COLUMN "fr""om's" TO "t""o
";

-- table/drop-primary-key
ALTER TABLE "D ""1"""."it's"."or""der
-- '\ $$" DROP PRIMARY KEY;

-- table/drop-not-null
ALTER TABLE "D ""1"""."it's"."or""der
-- '\ $$" ALTER COLUMN "select" DROP NOT NULL;

-- table/set-retention
ALTER TABLE "D ""1"""."it's"."or""der
-- '\ $$" SET DATA_RETENTION_TIME_IN_DAYS = 7;

-- table/set-extension
ALTER TABLE "D ""1"""."it's"."or""der
-- '\ $$" SET MAX_DATA_EXTENSION_TIME_IN_DAYS = 30;

-- table/delete-marked
DELETE FROM "D ""1"""."it's"."or""der
-- '\ $$" WHERE "_DELETED_AT" IS NOT NULL;

-- table/drop-mark
ALTER TABLE "D ""1"""."it's"."or""der
-- '\ $$" DROP COLUMN "_DELETED_AT";

-- procedure/drop
DROP PROCEDURE IF EXISTS "D ""1"""."it's"."or""der
-- '\ $$" (NUMBER, NUMBER, VARCHAR);

-- procedure/drop
DROP PROCEDURE IF EXISTS "D ""1"""."it's"."or""der
-- '\ $$" ();

-- task/drop
DROP TASK IF EXISTS "D ""1"""."it's"."or""der
-- '\ $$";

-- task/suspend
ALTER TASK IF EXISTS "D ""1"""."it's"."or""der
-- '\ $$" SUSPEND;

-- stage/set-integration
ALTER STAGE "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_STAGE" SET STORAGE_INTEGRATION = "s3's";

-- pipe/set-errors
ALTER PIPE "D ""1"""."it's"."or""der
-- '\ $$" SET ERROR_INTEGRATION = "err""ors";

-- object/label
COMMENT ON PIPE "D ""1"""."it's"."or""der
-- '\ $$" IS '';

-- pipe/resume
SELECT SYSTEM$PIPE_FORCE_RESUME('"D ""1"""."it''s"."or""der\n-- ''\\ $$"', 'STALENESS_CHECK_OVERRIDE, OWNERSHIP_TRANSFER_CHECK_OVERRIDE');

-- view/create-api
CREATE OR REPLACE SECURE VIEW "CI_DB"."API_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" (
    "BRAND_ID",
    "Q""UO""TE",
    "BACK\SLASH",
    "LINE
BREAK",
    "$$",
    ";--",
    "*/ /*",
    "日本 ÜNÏCÖDÉ 🍜",
    ":MERGED",
    " ",
    "'",
    "{{ COLUMN }}",
    "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
    "_UPDATED_AT"
)
COPY GRANTS
COMMENT = 'X''); DROP TABLE "Y" -- $$ {{ 日本 }} of all brands'
AS
SELECT
    "BRAND_ID",
    "Q""UO""TE",
    "BACK\SLASH",
    "LINE
BREAK",
    "$$",
    ";--",
    "*/ /*",
    "日本 ÜNÏCÖDÉ 🍜",
    ":MERGED",
    " ",
    "'",
    "{{ COLUMN }}",
    "ÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉÉ",
    "_UPDATED_AT"
FROM "CI_DB"."CI_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}";

-- object/label
COMMENT ON TASK "CI_DB"."CI_SCHEMA"."MERGE_CI" IS 'it''s "said"\n-- \\ $$';

-- object/label
COMMENT ON PIPE "B""Ü R\O ; --_DB"."STG_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}_V1E40D995" IS 'it''s "said"\n-- \\ $$';

-- object/label
COMMENT ON VIEW "CI_DB"."API_SCHEMA"."X'); DROP TABLE ""Y"" -- $$ {{ 日本 }}" IS 'it''s "said"\n-- \\ $$';

-- object/label
COMMENT ON STREAM "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_CUT_STREAM" IS 'it''s "said"\n-- \\ $$';

-- object/label
COMMENT ON FILE FORMAT "B""Ü R\O ; --_DB"."STG_SCHEMA"."CDC_JSON" IS 'it''s "said"\n-- \\ $$';

-- budget/label
ALTER SNOWFLAKE.CORE.BUDGET IF EXISTS "CI_DB"."CI_SCHEMA"."bud""get's" SET COMMENT = 'it''s "said"\n-- \\ $$';

-- resource-monitor/alter
ALTER RESOURCE MONITOR IF EXISTS "mon's" SET
    CREDIT_QUOTA = 500
    FREQUENCY = WEEKLY
    START_TIMESTAMP = IMMEDIATELY
    TRIGGERS
        ON 50 PERCENT DO NOTIFY
        ON 80 PERCENT DO NOTIFY
        ON 100 PERCENT DO SUSPEND
        ON 110 PERCENT DO SUSPEND_IMMEDIATE;

-- resource-monitor/alter
ALTER RESOURCE MONITOR IF EXISTS "CDC_MONITOR" SET
    CREDIT_QUOTA = 1;

-- integration/alter-notification
ALTER NOTIFICATION INTEGRATION IF EXISTS "err""ors" SET
    ENABLED = TRUE
    AWS_SNS_TOPIC_ARN = 'arn:aws:sns:eu-central-1:001234567890:errors'
    AWS_SNS_ROLE_ARN = 'arn:aws:iam::001234567890:role/errors'
    COMMENT = 'Failures of CDC''s pipes and tasks';

-- integration/alter-storage
ALTER STORAGE INTEGRATION IF EXISTS "s3's" SET
    STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::001234567890:role/cdc'
    STORAGE_AWS_EXTERNAL_ID = 'it''s secret'
    ENABLED = TRUE
    STORAGE_ALLOWED_LOCATIONS = ('s3://it''s/a/', 's3://b/');

-- preflight/grant-account
GRANT EXECUTE TASK ON ACCOUNT TO ROLE "ro""le's";

-- preflight/grant-account
GRANT EXECUTE MANAGED TASK ON ACCOUNT TO ROLE "ro""le's";

-- preflight/grant-account
GRANT CREATE DATABASE ON ACCOUNT TO ROLE "ro""le's";

-- preflight/grant-budget-creator
GRANT DATABASE ROLE SNOWFLAKE.BUDGET_CREATOR TO ROLE "ro""le's";

-- preflight/enable-integration
ALTER INTEGRATION "s3's" SET ENABLED = TRUE;

-- preflight/grant-database
GRANT USAGE, CREATE SCHEMA ON DATABASE "D ""1""" TO ROLE "ro""le's";

-- preflight/allow-locations
ALTER STORAGE INTEGRATION "s3's" SET STORAGE_ALLOWED_LOCATIONS = ('s3://it''s/a/', 's3://b/');

