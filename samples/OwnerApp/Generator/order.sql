-- A new order, paid at once.
SELECT COALESCE(MAX(id), 0) + 1 INTO @id FROM shop.orders;
INSERT INTO shop.orders (id, uuid, status, channel, placed_at, total, is_test)
VALUES (@id, UUID_TO_BIN(UUID()), 'placed', ELT(1 + FLOOR(RAND() * 4), 'app', 'web', 'phone', 'counter'), NOW(6), ROUND(6 + RAND() * 60, 2), 0);
INSERT INTO shop.payments (id, order_id, method, amount, currency, paid_at) SELECT id, id, 'card', total, @currency, placed_at FROM shop.orders WHERE id = @id
