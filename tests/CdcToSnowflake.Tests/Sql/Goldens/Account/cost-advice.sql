-- cost/set-auto-suspend
ALTER WAREHOUSE "etl ""xs""" SET AUTO_SUSPEND = 60;

-- task/suspend
ALTER TASK IF EXISTS "D ""1"""."it's"."order" SUSPEND;

-- cost/set-task-compute
ALTER TASK "D ""1"""."it's"."order" SET WAREHOUSE = "etl ""xs""";

-- task/resume
ALTER TASK "D ""1"""."it's"."order" RESUME;

-- cost/set-task-compute
ALTER TASK "D ""1"""."it's"."order" UNSET WAREHOUSE;

-- cost/estimate-clustering
SELECT SYSTEM$ESTIMATE_AUTOMATIC_CLUSTERING_COSTS('"D ""1"""."it''s"."order"', '("select", TO_DATE("it''s ""at"""))');

-- cost/cluster-by
ALTER TABLE "D ""1"""."it's"."order" CLUSTER BY ("select", TO_DATE("it's ""at"""));

