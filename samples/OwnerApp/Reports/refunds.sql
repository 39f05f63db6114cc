-- What was refunded, by the day of the order: within three days, and later, which a copy of the last three days never sees.
-- Instants are kept in UTC; a date beside one would begin in the session's zone, so the instant is laid beside it without its own.
SELECT r.brand_id, TO_CHAR(DATE(o.placed_at)) AS day,
    SUM(IFF(r.refunded_at::TIMESTAMP_NTZ < DATEADD(day, 3, DATE(o.placed_at)), r.amount, 0)) AS in_time,
    SUM(IFF(r.refunded_at::TIMESTAMP_NTZ < DATEADD(day, 3, DATE(o.placed_at)), 0, r.amount)) AS late
FROM CI_DB.API_SCHEMA.REFUNDS AS r
JOIN CI_DB.API_SCHEMA.ORDERS AS o ON o.brand_id = r.brand_id AND o.id = r.order_id
GROUP BY 1, 2
ORDER BY 2, 1
