-- The simulator: plays a restaurant's days in simulated time. It lives in a schema of its own and is not written to the binlog.
-- Everything random comes from one generator with a fixed seed, so two runs give the same rows.
SET SESSION sql_log_bin = 0;
SET GLOBAL log_bin_trust_function_creators = 1;
CREATE DATABASE sim CHARACTER SET utf8mb4;
USE sim;
CREATE TABLE sim.people (n INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(120), city VARCHAR(60), street VARCHAR(120));
CREATE TABLE sim.remarks (n INT PRIMARY KEY AUTO_INCREMENT, remark VARCHAR(200));

DELIMITER //

-- A number from 0 to n - 1 (Park and Miller's generator).
CREATE FUNCTION sim.roll(n INT) RETURNS INT NO SQL
BEGIN
  SET @rng = (@rng * 48271) MOD 2147483647;
  RETURN @rng MOD n;
END//

-- A customer who is still there.
CREATE FUNCTION sim.someone() RETURNS BIGINT READS SQL DATA
BEGIN
  DECLARE below BIGINT DEFAULT 1 + sim.roll(@customers);
  RETURN (SELECT MAX(id) FROM shop.customers WHERE id <= below);
END//

CREATE PROCEDURE sim.plan(at DATETIME(6), what VARCHAR(20), n BIGINT)
BEGIN
  INSERT INTO sim.agenda (at, what, n) VALUES (at, what, n);
END//

-- The next transaction's commit time in its GTID event; without this it has the real clock's.
CREATE PROCEDURE sim.stamp()
BEGIN
  SET SESSION original_commit_timestamp = CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS UNSIGNED);
END//

-- A moment of the day's business: two in five at lunch, the others in the evening.
CREATE FUNCTION sim.moment(day DATE) RETURNS DATETIME(6) NO SQL
BEGIN
  DECLARE seconds INT;
  IF sim.roll(5) < 2 THEN SET seconds = 41400 + sim.roll(4500) + sim.roll(4500);
  ELSE SET seconds = 63000 + sim.roll(8000) + sim.roll(8000);
  END IF;
  RETURN TIMESTAMPADD(MICROSECOND, sim.roll(1000000), TIMESTAMPADD(SECOND, seconds, CAST(day AS DATETIME(6))));
END//

CREATE PROCEDURE sim.open_day(d INT)
BEGIN
  DECLARE day DATE DEFAULT DATE_ADD(@first_day, INTERVAL d DAY);
  DECLARE i INT DEFAULT 0;
  DECLARE orders INT DEFAULT @orders_a_day + 45 * (DAYOFWEEK(day) IN (1, 6, 7)) + sim.roll(20);
  IF d + 1 < @days THEN CALL sim.plan(DATE_ADD(day, INTERVAL 30 HOUR), 'open_day', d + 1); END IF;
  IF d = @closed_day THEN SET orders = 0; END IF;   -- a day of quiet
  WHILE i < orders DO
    CALL sim.plan(sim.moment(day), 'place', 0);
    IF sim.roll(3) = 0 THEN CALL sim.plan(sim.moment(day), 'cart', 0); END IF;
    SET i = i + 1;
  END WHILE;
  SET i = 0;
  WHILE orders > 0 AND i < 75 DO                    -- the kitchen's screen, every ten minutes from 11:00 to 23:20
    CALL sim.plan(TIMESTAMPADD(MICROSECOND, 39600000000 + i * 600000000 + sim.roll(1000000), day), 'kitchen', 0);
    SET i = i + 1;
  END WHILE;
  CALL sim.plan(TIMESTAMPADD(MINUTE, 24 * 60 - 7, day), 'close_day', d);
  SET i = 0;
  WHILE i < 4 DO
    CALL sim.plan(sim.moment(day), 'customer_edit', 0);
    CALL sim.plan(TIMESTAMPADD(MINUTE, 500 + sim.roll(100), day), 'price', 0);
    SET i = i + 1;
  END WHILE;
  CALL sim.plan(TIMESTAMPADD(MINUTE, 600, day), 'customer_merge', 0);
  CALL sim.plan(TIMESTAMPADD(MINUTE, 605, day), 'customer_forget', 0);
  IF d MOD 3 = 1 THEN CALL sim.plan(TIMESTAMPADD(MINUTE, 610, day), 'sku_rename', 0); END IF;
  IF d MOD 4 = 2 THEN CALL sim.plan(TIMESTAMPADD(MINUTE, 615, day), 'product_swap', 0); END IF;
  IF d = 9 THEN CALL sim.plan(TIMESTAMPADD(MINUTE, 420, day), 'empty_carts', 0); END IF;
END//

CREATE PROCEDURE sim.new_customer(OUT customer BIGINT)
BEGIN
  DECLARE person, other INT;
  SET @customers = @customers + 1, customer = @customers, person = 1 + sim.roll(@people), other = 1 + sim.roll(@people);
  INSERT INTO shop.customers (id, name, email, phone, city, address, marketing, flags, birthday, credit, created_at)
  SELECT customer, CONCAT(p.name, IF(sim.roll(9) = 0, ' 🍜', '')),
    IF(sim.roll(8) = 0, NULL, CONCAT('guest', customer, '@example.com')),
    IF(sim.roll(3) = 0, NULL, CONCAT('+', 30 + sim.roll(60), ' ', LPAD(sim.roll(100000000), 8, '0'))), p.city,
    IF(sim.roll(4) = 0, NULL, JSON_OBJECT('street', o.street, 'no', 1 + sim.roll(180), 'door', IF(sim.roll(2) = 0, NULL, CHAR(65 + sim.roll(6) USING utf8mb4)),
      'geo', JSON_ARRAY(ROUND(48 + sim.roll(100000) / 100000e0, 5), ROUND(-3 + sim.roll(100000) / 100000e0, 5)))),
    sim.roll(10) < 3, ELT(1 + sim.roll(6), '', '', 'newsletter', 'vip,newsletter', 'allergy', 'vip'),
    IF(sim.roll(3) = 0, DATE_ADD('1940-02-29', INTERVAL sim.roll(24000) DAY), NULL), 0, NOW(6)
  FROM sim.people p JOIN sim.people o ON o.n = other WHERE p.n = person;
END//

-- An order with its items (one multi-row insert) and mostly its payment, in one transaction.
CREATE PROCEDURE sim.place()
BEGIN
  DECLARE customer, o BIGINT;
  DECLARE wanted INT DEFAULT 1 + sim.roll(3) + sim.roll(2);
  DECLARE declined, test INT;
  DECLARE sum DECIMAL(12,2);
  DECLARE note JSON;
  START TRANSACTION;
  SET declined = sim.roll(40) = 0, test = sim.roll(60) = 0;
  CASE
    WHEN sim.roll(4) = 0 THEN CALL sim.new_customer(customer);
    WHEN sim.roll(8) = 0 THEN SET customer = NULL;
    ELSE SET customer = sim.someone();
  END CASE;
  SET @orders = @orders + 1, o = @orders;
  SET note = CASE sim.roll(12)
    WHEN 0 THEN JSON_OBJECT('text', (SELECT remark FROM sim.remarks WHERE n = 1 + (o MOD @remarks)), 'ring', FALSE)
    WHEN 1 THEN JSON_OBJECT('gift', TRUE, 'for', (SELECT name FROM sim.people WHERE n = 1 + (o MOD @people)), 'budget', CAST(19.90 + sim.roll(20) AS DECIMAL(6,2)))
    WHEN 2 THEN JSON_ARRAY('no cutlery', sim.roll(1000000) / 7e0, 9007199254740993 + o, NULL)
    ELSE NULL END;
  INSERT INTO shop.order_items (order_id, line_no, sku, quantity, unit_price, options, remark)
  SELECT o, ROW_NUMBER() OVER (ORDER BY h), sku, 1 + (h MOD 11 = 0) + (h MOD 37 = 0), price,
    CASE h MOD 5 WHEN 0 THEN JSON_OBJECT('size', ELT(1 + h MOD 3, 'S', 'M', 'L'), 'extras', JSON_ARRAY('chili', h MOD 4)) END,
    CASE h MOD 13 WHEN 0 THEN 'NULL' WHEN 1 THEN '' WHEN 2 THEN 'hot\tand\n"sour" \\ 🌶' END
  FROM (SELECT sku, price, CRC32(CONCAT(sku, '/', o)) AS h FROM shop.products WHERE available = 1 ORDER BY h LIMIT 9) AS menu WHERE h IS NOT NULL LIMIT wanted;
  SELECT SUM(quantity * unit_price) INTO sum FROM shop.order_items WHERE order_id = o;
  SET @uuid = UNHEX(LEFT(SHA2(CONCAT(@brand, o), 256), 32));
  IF o MOD 16 = 0 THEN SET @uuid = CONCAT(LEFT(@uuid, 13), 0x000000); END IF;   -- BINARY ends in zeros sometimes
  CALL sim.order_row(o, @uuid, customer, sum, note, test);
  IF declined THEN                                   -- the card is declined: none of this may ever be seen
    ROLLBACK;
  ELSE
    IF sim.roll(25) = 0 THEN                         -- a voucher is tried, refused, and forgotten
      SAVEPOINT voucher;
      UPDATE shop.orders SET total = total / 2 WHERE id = o;
      UPDATE shop.customers SET credit = credit - 5 WHERE id = customer;
      ROLLBACK TO SAVEPOINT voucher;
    END IF;
    IF sim.roll(4) > 0 THEN CALL sim.pay(o); END IF;
    DELETE FROM shop.carts WHERE customer_id = customer;
    COMMIT;
    IF sim.roll(22) = 0 THEN CALL sim.plan(TIMESTAMPADD(SECOND, 60 + sim.roll(600), NOW(6)), 'cancel', o); END IF;
    IF sim.roll(14) = 0 THEN CALL sim.plan(TIMESTAMPADD(SECOND, 7200 + sim.roll(600000), NOW(6)), 'refund', o); END IF;
  END IF;
END//

CREATE PROCEDURE sim.pay(o BIGINT)
BEGIN
  DECLARE kind INT DEFAULT sim.roll(5);
  SET @payments = @payments + 1;
  INSERT INTO shop.payments (id, order_id, method, amount, currency, provider_ref, card_last4, paid_at)
  SELECT @payments, o, ELT(1 + kind, 'card', 'card', 'cash', 'wallet', 'voucher'), total + COALESCE(tip, 0), @currency,
    IF(kind = 2, NULL, UNHEX(LEFT(SHA2(CONCAT('ref', o), 256), 2 * (8 + o MOD 17)))), IF(kind < 2, LPAD(sim.roll(10000), 4, '0'), NULL), NOW(6)
  FROM shop.orders WHERE id = o;
  UPDATE shop.orders SET status = 'paid' WHERE id = o AND status = 'placed';
END//

CREATE PROCEDURE sim.cancel(o BIGINT)
BEGIN
  START TRANSACTION;
  UPDATE shop.orders SET status = 'cancelled', finished_at = NOW(6) WHERE id = o AND status <> 'delivered';
  IF ROW_COUNT() = 1 THEN
    UPDATE shop.order_items SET quantity = 0 WHERE order_id = o;
    CALL sim.give_back(o, 1.0, 'cancelled', 'system');
  END IF;
  COMMIT;
END//

CREATE PROCEDURE sim.give_back(o BIGINT, part DECIMAL(5,3), why VARCHAR(200), who VARCHAR(40))
BEGIN
  SET @refunds = @refunds + 1;
  INSERT INTO shop.refunds (id, order_id, payment_id, amount, reason, approved_by, refunded_at)
  SELECT @refunds, o, p.id, ROUND(p.amount * part, 2), why, who, NOW(6) FROM shop.payments p
  WHERE p.order_id = o AND NOT EXISTS (SELECT 1 FROM shop.refunds r WHERE r.order_id = o);
END//

-- A late refund: hours or days after the order. Some go back as credit, some are found wrong the same minute.
CREATE PROCEDURE sim.refund(o BIGINT)
BEGIN
  DECLARE why INT DEFAULT 1 + sim.roll(@remarks);
  START TRANSACTION;
  CALL sim.give_back(o, ELT(1 + sim.roll(4), 1, 1, 0.5, 0.333), (SELECT remark FROM sim.remarks WHERE n = why), IF(sim.roll(3) = 0, NULL, 'Zoë'));
  UPDATE shop.orders SET notes = JSON_SET(COALESCE(notes, JSON_OBJECT()), '$.refunded', DATE_FORMAT(NOW(), '%Y-%m-%d')) WHERE id = o AND (notes IS NULL OR JSON_TYPE(notes) = 'OBJECT');
  UPDATE shop.customers c JOIN shop.orders x ON x.customer_id = c.id SET c.credit = c.credit + 2.50 WHERE x.id = o;
  IF sim.roll(10) = 0 THEN DELETE FROM shop.refunds WHERE order_id = o; END IF;
  COMMIT;
END//

CREATE PROCEDURE sim.close_day(d INT)
BEGIN
  START TRANSACTION;                                 -- what the staff tried out is removed, over three tables
  DELETE FROM shop.payments WHERE order_id IN (SELECT id FROM shop.orders WHERE is_test = 1);
  DELETE FROM shop.order_items WHERE order_id IN (SELECT id FROM shop.orders WHERE is_test = 1);
  DELETE FROM shop.orders WHERE is_test = 1;
  UPDATE shop.products SET rating = ROUND(COALESCE(rating, 3) * 0.9 + (CRC32(CONCAT(sku, d)) MOD 500) / 1000e0, 6) WHERE CRC32(CONCAT(d, sku)) MOD 3 = 0;
  DELETE FROM shop.carts WHERE touched_at < NOW() - INTERVAL 1 DAY;
  COMMIT;
END//

CREATE PROCEDURE sim.cart()
BEGIN
  DECLARE k INT DEFAULT sim.roll(400);
  INSERT INTO shop.carts (session_key, customer_id, items, idle, touched_at)
  VALUES (UNHEX(LEFT(SHA2(k, 256), 32)), NULLIF(sim.roll(@customers), 0), JSON_ARRAY(JSON_OBJECT('sku', CONCAT('N', k), 'n', 1)), SEC_TO_TIME(sim.roll(200000) - 3600), NOW(3)) AS new
  ON DUPLICATE KEY UPDATE items = JSON_ARRAY_APPEND(shop.carts.items, '$', JSON_OBJECT('n', 2)), idle = new.idle, touched_at = new.touched_at;
END//

CREATE PROCEDURE sim.customer_edit()
BEGIN
  DECLARE c BIGINT;
  SET c = sim.someone();
  UPDATE shop.customers SET phone = CONCAT('+', sim.roll(90000000)), marketing = 1 - marketing, flags = CONCAT_WS(',', NULLIF(flags, ''), 'newsletter'),
    address = JSON_SET(COALESCE(address, JSON_OBJECT()), '$.moved', TRUE), birthday = COALESCE(birthday, '1999-12-31') WHERE id = c;
END//

-- Two accounts of one person: the younger moves to a new number (its key changes), and its orders follow.
CREATE PROCEDURE sim.customer_merge()
BEGIN
  DECLARE c BIGINT;
  SET c = sim.someone();
  SET @customers = @customers + 1;
  START TRANSACTION;
  UPDATE shop.customers SET id = @customers, name = CONCAT(name, ' (merged)') WHERE id = c;
  UPDATE shop.orders SET customer_id = @customers WHERE customer_id = c;
  COMMIT;
END//

CREATE PROCEDURE sim.customer_forget()
BEGIN
  DECLARE c BIGINT;
  SET c = sim.someone();
  START TRANSACTION;
  UPDATE shop.orders SET customer_id = NULL WHERE customer_id = c;
  DELETE FROM shop.customers WHERE id = c;
  COMMIT;
END//

CREATE PROCEDURE sim.price()
BEGIN
  DECLARE change_by, part INT;
  SET change_by = sim.roll(70), part = sim.roll(12);
  UPDATE shop.products SET price = ROUND(price * (0.97 + change_by / 1000e0), 2), updated_at = NOW(6),
    attributes = JSON_SET(COALESCE(attributes, JSON_OBJECT()), '$.was', price), weight_kg = weight_kg * 1.01 WHERE CRC32(sku) MOD 12 = part;
END//

-- A text key changes, and its children's with it.
CREATE PROCEDURE sim.sku_rename()
BEGIN
  DECLARE s VARCHAR(24);
  SELECT sku INTO s FROM shop.products ORDER BY CRC32(CONCAT(sku, @orders)) LIMIT 1;
  START TRANSACTION;
  UPDATE shop.order_items SET sku = CONCAT(LEFT(s, 20), '-v2') WHERE sku = s AND order_id > @orders - 200;
  UPDATE shop.products SET sku = CONCAT(LEFT(s, 20), '-v2'), updated_at = NOW(6) WHERE sku = s;
  COMMIT;
END//

-- A key is deleted and comes back in one transaction.
CREATE PROCEDURE sim.product_swap()
BEGIN
  DECLARE s VARCHAR(24);
  SELECT sku INTO s FROM shop.products ORDER BY CRC32(CONCAT(@orders, sku)) LIMIT 1;
  DROP TEMPORARY TABLE IF EXISTS sim.swap;
  CREATE TEMPORARY TABLE sim.swap AS SELECT * FROM shop.products WHERE sku = s;
  START TRANSACTION;
  DELETE FROM shop.products WHERE sku = s;
  UPDATE sim.swap SET name = CONCAT(name, ' ✨'), available = 1, weight_kg = NULL;
  INSERT INTO shop.products SELECT * FROM sim.swap;
  COMMIT;
END//

-- Plays everything planned before `until`.
CREATE PROCEDURE sim.play(until DATETIME)
BEGIN
  DECLARE s INT;
  DECLARE t DATETIME(6);
  DECLARE w VARCHAR(20);
  DECLARE k BIGINT;
  DECLARE done INT DEFAULT FALSE;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
  next: LOOP
    SET done = FALSE, s = NULL;
    SELECT seq, at, what, n INTO s, t, w, k FROM sim.agenda WHERE at < until ORDER BY at, seq LIMIT 1;
    IF s IS NULL THEN LEAVE next; END IF;
    DELETE FROM sim.agenda WHERE seq = s;
    SET SESSION timestamp = UNIX_TIMESTAMP(t);
    CALL sim.stamp();
    CALL sim.act(w, k);
  END LOOP;
END//

CREATE PROCEDURE sim.act(w VARCHAR(20), k BIGINT)
BEGIN
  CASE w
    WHEN 'open_day' THEN CALL sim.open_day(k);
    WHEN 'regulars' THEN START TRANSACTION; WHILE k > 0 DO CALL sim.new_customer(@ignored); SET k = k - 1; END WHILE; COMMIT;
    WHEN 'place' THEN CALL sim.place();
    WHEN 'kitchen' THEN CALL sim.kitchen();
    WHEN 'cancel' THEN CALL sim.cancel(k);
    WHEN 'refund' THEN CALL sim.refund(k);
    WHEN 'cart' THEN CALL sim.cart();
    WHEN 'price' THEN CALL sim.price();
    WHEN 'customer_edit' THEN CALL sim.customer_edit();
    WHEN 'customer_merge' THEN CALL sim.customer_merge();
    WHEN 'customer_forget' THEN CALL sim.customer_forget();
    WHEN 'sku_rename' THEN CALL sim.sku_rename();
    WHEN 'product_swap' THEN CALL sim.product_swap();
    WHEN 'empty_carts' THEN TRUNCATE TABLE shop.carts;
    WHEN 'close_day' THEN CALL sim.close_day(k);
  END CASE;
END//

DELIMITER ;
