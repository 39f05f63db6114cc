-- Two weeks of orders, from eleven to ten in the evening, and what was refunded of them since.
INSERT INTO shop.orders (id, uuid, status, channel, placed_at, finished_at, total, is_test)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 989)
SELECT i + 1, UUID_TO_BIN(UUID()), 'delivered', ELT(1 + i MOD 4, 'app', 'web', 'phone', 'counter'), at, at + INTERVAL 40 MINUTE, 8 + (i * 37 MOD 290) / 10, 0
FROM (SELECT i, TIMESTAMP(CURRENT_DATE - INTERVAL 14 DAY + INTERVAL i DIV 66 DAY) + INTERVAL 660 + (i MOD 66) * 10 MINUTE AS at FROM n) AS placed
WHERE at < NOW();
INSERT INTO shop.payments (id, order_id, method, amount, currency, paid_at)
SELECT id, id, 'card', total, @currency, placed_at FROM shop.orders;
INSERT INTO shop.refunds (id, order_id, payment_id, amount, reason, approved_by, refunded_at)
SELECT id, id, id, total, 'cold', 'system', placed_at + INTERVAL id MOD 7 DAY FROM shop.orders WHERE id MOD 11 = 0 AND placed_at + INTERVAL id MOD 7 DAY < NOW()
