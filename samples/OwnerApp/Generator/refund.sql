-- One of the last week's orders that has no refund yet gets its money back.
INSERT INTO shop.refunds (id, order_id, payment_id, amount, reason, approved_by, refunded_at)
SELECT o.id, o.id, o.id, o.total, ELT(1 + FLOOR(RAND() * 3), 'cold', 'late', 'wrong order'), 'system', NOW(6)
FROM shop.orders AS o LEFT JOIN shop.refunds AS r ON r.order_id = o.id
WHERE r.id IS NULL AND o.placed_at > NOW() - INTERVAL 7 DAY ORDER BY RAND() LIMIT 1
