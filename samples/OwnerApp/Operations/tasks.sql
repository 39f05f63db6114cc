-- How each task's last run went, and how many of the last day failed.
SELECT name, database_name, state, completed_time AS ended, error_message, runs, failures
FROM (
    SELECT name, database_name, state, completed_time, error_message,
        COUNT(*) OVER (PARTITION BY database_name, schema_name, name) AS runs,
        COUNT_IF(state = 'FAILED') OVER (PARTITION BY database_name, schema_name, name) AS failures,
        ROW_NUMBER() OVER (PARTITION BY database_name, schema_name, name ORDER BY completed_time DESC) AS place
    FROM TABLE(CI_DB.INFORMATION_SCHEMA.TASK_HISTORY(RESULT_LIMIT => 1000))
    WHERE completed_time IS NOT NULL
) AS runs
WHERE place = 1
ORDER BY database_name, name
