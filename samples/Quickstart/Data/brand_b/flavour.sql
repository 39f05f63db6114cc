-- Who orders from Luna Pizza, what they say, and how its riders work.
SET NAMES utf8mb4;
SET SESSION sql_log_bin = 0;
INSERT INTO sim.people (name, city, street) VALUES
  ('Chloë Peña', 'San José', 'Alameda'), ('Björk Guðmundsdóttir', 'Reykjavík', 'Laugavegur'), ('François Lefèvre', 'Montréal', 'Rue Saint-Denis'), ('Siobhán Ní Dhomhnaill', 'Boston', 'Tremont St'),
  ('김민준', NULL, '강남대로'), ('Dvořák, Antonín', NULL, 'Václavské náměstí'), ('José "Pepe" Nuñez', 'Española', 'Plaza de Armas'), ('ศรีสุดา', NULL, 'ถนนสุขุมวิท'),
  ('X Æ A-12', 'Austin', '6th St'), ('🍕 Tony Soprano', 'Newark', 'Ferry St'), ('Đặng Văn', NULL, 'Bolsa Ave'), ('O''Neil; --', 'Cañon City', 'Main\tSt'), ('אורי כהן', NULL, 'דיזנגוף'), ('Müller-Lüdenscheidt', 'Fredericksburg', 'Straße "7"');
INSERT INTO sim.remarks (remark) VALUES
  ('Never arrived 🚲💨'), ('box was upside down'), ('leave at door'), ('half ½ & half'), ('pineapple?! "no"'), ('called the café twice'), ('NULL'), ('\\N'), ('cheese 🧀🧀🧀');
SET SESSION sql_log_bin = 1;

CALL sim.stamp();
INSERT INTO shop.products (sku, name, category, price, vat_rate, weight_kg, rating, allergens, attributes, description, image_hash, available, served_from, served_until, updated_at)
SELECT CONCAT('PZ-', n * 7, ELT(1 + n MOD 3, '', '-XL', '-½')), CONCAT(ELT(1 + n MOD 6, 'Margherita', 'Jalapeño', 'Luna 🌙', 'Quattro', 'Funghi', 'Crème Brûlée'), ' #', n),
  ELT(1 + n MOD 5, 'main', 'main', 'extra', 'drink', 'dessert'), 3.99 + (n * 53 MOD 210) / 10, 0.0888, IF(n MOD 5 = 0, NULL, n / 7 + 0.1), IF(n MOD 4 = 0, NULL, 5 - 1 / n),
  ELT(1 + n MOD 4, 'gluten,milk', 'gluten,milk,nuts', '', NULL), IF(n MOD 3 = 0, NULL, JSON_OBJECT('inches', 9 + n MOD 10, 'vegan', n MOD 7 = 0, 'oven', JSON_OBJECT('c', 430.25, 'ns', 18446744073709551615 - n), 'à', '½')),
  IF(n MOD 2 = 0, NULL, CONCAT('Stone-baked № ', n, '\n— since 1987')), UNHEX(CONCAT(LEFT(SHA2(n, 256), 12), '0000')), n MOD 11 <> 0, IF(n MOD 3, '10:30:00', NULL), IF(n MOD 3, '23:59:59.999', NULL), NOW(6)
FROM (SELECT ROW_NUMBER() OVER () AS n FROM sim.people a JOIN sim.people b LIMIT 60) AS numbers;

SET @brand = 'luna', @currency = 'USD', @orders_a_day = 126, @closed_day = -1, @rng = 19870501;

DELIMITER //
SET SESSION sql_log_bin = 0//
CREATE PROCEDURE sim.order_row(o BIGINT, uuid BINARY(16), customer BIGINT, sum DECIMAL(12,2), note JSON, test INT)
BEGIN
  DECLARE kind INT DEFAULT sim.roll(4);
  INSERT INTO shop.orders (id, uuid, customer_id, status, channel, placed_at, promised_at, finished_at, total, tip, delivery_km, notes, is_test)
  VALUES (o, uuid, customer, 'placed', ELT(1 + kind, 'app', 'web', 'web', 'phone'), NOW(6), NOW() + INTERVAL 45 MINUTE, NULL, sum,
    IF(sim.roll(2) = 0, ROUND(sum * 0.15, 2), NULL), IF(kind = 3, NULL, sim.roll(15000) / 1000), note, test);
END//

CREATE PROCEDURE sim.kitchen()
BEGIN
  START TRANSACTION;
  UPDATE shop.orders SET status = 'delivered', finished_at = NOW(6), delivery_km = delivery_km + 0.125 WHERE status = 'delivering' AND placed_at < NOW() - INTERVAL 30 MINUTE;
  UPDATE shop.orders SET status = 'delivering' WHERE status = 'ready';
  UPDATE shop.orders SET status = 'ready' WHERE status = 'paid' AND placed_at < NOW() - INTERVAL 12 MINUTE;
  COMMIT;
  BEGIN
    DECLARE late BIGINT DEFAULT (SELECT MIN(id) FROM shop.orders WHERE status = 'placed');
    IF late IS NOT NULL THEN
      CALL sim.stamp();
      START TRANSACTION;
      CALL sim.pay(late);
      UPDATE shop.customers c JOIN shop.orders o ON o.customer_id = c.id SET c.loyalty_tier = ELT(1 + sim.roll(4), 'none', 'bronze', 'silver', 'gold') WHERE o.id = late;
      COMMIT;
    END IF;
  END;
END//
SET SESSION sql_log_bin = 1//
DELIMITER ;
