-- The oldest order that is still waiting is cancelled.
UPDATE shop.orders SET status = 'cancelled', finished_at = NOW(6) WHERE status = 'placed' ORDER BY id LIMIT 1
