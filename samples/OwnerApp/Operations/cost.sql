-- Credits of the warehouses and of serverless work in the last day.
SELECT 'warehouse' AS kind, warehouse_name AS name, SUM(credits_used) AS credits
FROM SNOWFLAKE.ACCOUNT_USAGE.WAREHOUSE_METERING_HISTORY
WHERE start_time >= DATEADD(day, -1, CURRENT_TIMESTAMP())
GROUP BY 1, 2
UNION ALL
SELECT 'serverless task', database_name, SUM(TO_DOUBLE(credits_used))
FROM SNOWFLAKE.ACCOUNT_USAGE.SERVERLESS_TASK_HISTORY
WHERE start_time >= DATEADD(day, -1, CURRENT_TIMESTAMP())
GROUP BY 1, 2
UNION ALL
SELECT 'pipes', COUNT(DISTINCT pipe_name)::VARCHAR, COALESCE(SUM(credits_used), 0)
FROM SNOWFLAKE.ACCOUNT_USAGE.PIPE_USAGE_HISTORY
WHERE start_time >= DATEADD(day, -1, CURRENT_TIMESTAMP())
ORDER BY 1, 2
