-- Orders and their worth by hour of the day: of the last day that has any, and of the same weekday a week before, there also until this time of the day.
WITH latest AS (
    SELECT MAX(placed_at) AS moment FROM CI_DB.API_SCHEMA.ORDERS
)
SELECT o.brand_id, IFF(DATE(o.placed_at) = DATE(latest.moment), 0, 7) AS days_ago, HOUR(o.placed_at) AS hour, SUM(o.total) AS total,
    COUNT_IF(TO_TIME(o.placed_at) <= TO_TIME(latest.moment)) AS orders_by_now, SUM(IFF(TO_TIME(o.placed_at) <= TO_TIME(latest.moment), o.total, 0)) AS total_by_now,
    MAX(TO_CHAR(DATE(latest.moment))) AS today
FROM CI_DB.API_SCHEMA.ORDERS AS o
JOIN latest ON DATE(o.placed_at) IN (DATE(latest.moment), DATEADD(day, -7, DATE(latest.moment)))
WHERE o.status <> 'cancelled' AND o.is_test = 0
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
