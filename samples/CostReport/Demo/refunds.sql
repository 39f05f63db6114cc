SELECT r.brand_id, r.refunded_at::DATE AS day, COUNT(*) AS refunds, SUM(r.amount) AS amount
FROM CI_DB.CI_SCHEMA.REFUNDS r
WHERE r.refunded_at >= '2026-03-01'
GROUP BY 1, 2
ORDER BY 1, 2;
