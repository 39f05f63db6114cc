-- grant/use-procedures
GRANT USAGE ON ALL PROCEDURES IN SCHEMA "CI_DB"."CI_SCHEMA" TO ROLE "ro""le's";

-- grant/use-procedures
GRANT USAGE ON FUTURE PROCEDURES IN SCHEMA "CI_DB"."CI_SCHEMA" TO ROLE "ro""le's";

-- grant/own-task
GRANT OWNERSHIP ON TASK "CI_DB"."CI_SCHEMA"."MERGE_CI" TO ROLE "ro""le's" COPY CURRENT GRANTS;

-- grant/use-procedures
GRANT USAGE ON ALL PROCEDURES IN SCHEMA "B""Ü R\O ; --_DB"."STG_SCHEMA" TO ROLE "ro""le's";

-- grant/use-procedures
GRANT USAGE ON FUTURE PROCEDURES IN SCHEMA "B""Ü R\O ; --_DB"."STG_SCHEMA" TO ROLE "ro""le's";

-- grant/own-tasks
GRANT OWNERSHIP ON ALL TASKS IN SCHEMA "B""Ü R\O ; --_DB"."STG_SCHEMA" TO ROLE "ro""le's" COPY CURRENT GRANTS;

