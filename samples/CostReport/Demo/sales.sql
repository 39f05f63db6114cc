SELECT o.brand_id, DATE_TRUNC('hour', o.placed_at) AS hour, COUNT(*) AS orders, SUM(i.quantity) AS dishes
FROM CI_DB.CI_SCHEMA.ORDERS o
JOIN CI_DB.CI_SCHEMA.ORDER_ITEMS i ON i.brand_id = o.brand_id AND i.order_id = o.id
WHERE o.brand_id = 'BRAND_A' AND o.placed_at >= '2026-03-01'
GROUP BY 1, 2
ORDER BY 1, 2;
