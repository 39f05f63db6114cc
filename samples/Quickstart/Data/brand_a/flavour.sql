-- Who comes to Noodle Harbor, what they say, and how its kitchen works.
SET NAMES utf8mb4;
SET SESSION sql_log_bin = 0;
INSERT INTO sim.people (name, city, street) VALUES
  ('Zoë Müller', 'Köln', 'Große Straße'), ('李小龍', NULL, '彌敦道'), ('Søren Ångström', 'Malmö', 'Östra Förstadsgatan'), ('Aoife O''Brien', 'Cork', 'Patrick''s Quay'),
  ('محمد العلي', 'Málaga', 'شارع النيل'), ('Łukasz Żak', NULL, 'ul. Żółta'), ('Νίκος', NULL, 'Οδός Ερμού'), ('Ana María Ñandú', 'La Coruña', 'Rúa Nova'),
  ('Nguyễn Thị Hạnh', NULL, 'Phố Huế'), ('Jean-Loïc d''Évreux', 'Orléans', 'Rue de l''Église'), ('桜井 さくら 🌸', NULL, '渋谷'), ('NULL', 'Null', 'Null Street'),
  ('Robert"); DROP TABLE shop.orders;--', 'Genève', 'Rue du "Rhône" \\ 3'), ('Ömer Çelik', 'Zürich', 'Bahnhofstraße'), ('Ivan Иванов', NULL, 'Невский проспект'), ('👩‍👩‍👧 The Watsons', 'York', 'Shambles');
INSERT INTO sim.remarks (remark) VALUES
  ('Soup was cold 😞'), ('wrong order'), ('ring twice, baby sleeps 👶'), ('Sans coriandre, s''il vous plaît'), ('missing "extra" noodles'), ('too salty\nand too late'), (''), ('NULL'), ('麺は固めで'), ('allergic: sesame');
SET SESSION sql_log_bin = 1;

CALL sim.stamp();
INSERT INTO shop.products (sku, name, category, price, vat_rate, weight_kg, rating, allergens, attributes, description, image_hash, available, served_from, served_until, updated_at)
SELECT CONCAT('N', LPAD(n, 3, '0'), ELT(1 + n MOD 4, '', '-é', '-麺', '')), CONCAT(ELT(1 + n MOD 5, 'Shōyu', 'Miso', 'Tonkotsu', 'Vegan', 'Shio'), ' ', ELT(1 + n MOD 3, 'Ramen', 'Gyoza 🥟', 'Tea')),
  ELT(1 + n MOD 5, 'main', 'main', 'side', 'drink', 'dessert'), 2.50 + (n * 37 MOD 150) / 10, IF(n MOD 5 = 3, 0.1900, 0.0700), IF(n MOD 7 = 0, NULL, n / 33), IF(n MOD 6 = 0, NULL, 1 + n / 13e0),
  ELT(1 + n MOD 5, 'gluten,egg', '', 'soy,sesame', NULL, 'fish,gluten,nuts'), IF(n MOD 4 = 0, NULL, JSON_OBJECT('spice', n MOD 6, 'kcal', n * 13.5, 'tags', JSON_ARRAY('été', NULL, n MOD 2 = 0), 'since', CAST('2021-05-01' AS DATE))),
  IF(n MOD 3 = 0, NULL, REPEAT(CONCAT('Brühe, ', n, ' h gekocht. '), 1 + n MOD 4)), UNHEX(LEFT(SHA2(n, 256), 16)), n MOD 15 <> 0, IF(n MOD 2, '11:00:00', NULL), IF(n MOD 2, '-00:30:00.250', '838:59:59'), NOW(6)
FROM (SELECT ROW_NUMBER() OVER () AS n FROM sim.people a JOIN sim.people b LIMIT 48) AS numbers;

SET @brand = 'noodle', @currency = 'EUR', @orders_a_day = 138, @closed_day = 7, @rng = 20260302;

DELIMITER //
SET SESSION sql_log_bin = 0//
CREATE PROCEDURE sim.order_row(o BIGINT, uuid BINARY(16), customer BIGINT, sum DECIMAL(12,2), note JSON, test INT)
BEGIN
  DECLARE kind INT DEFAULT sim.roll(4);
  INSERT INTO shop.orders (id, uuid, customer_id, status, channel, table_no, placed_at, promised_at, finished_at, total, tip, notes, is_test)
  VALUES (o, uuid, customer, 'placed', ELT(1 + kind, 'app', 'web', 'phone', 'counter'), IF(kind = 3, sim.roll(40) - 5, NULL), NOW(6),
    IF(kind < 3, NOW() + INTERVAL 35 MINUTE, NULL), NULL, sum, IF(sim.roll(3) = 0, ROUND(sum * 0.1, 2), NULL), note, IF(test, 2, 0));
  UPDATE shop.orders SET is_test = 1 WHERE id = o AND is_test = 2;
END//

-- The screen moves whole groups of orders on.
CREATE PROCEDURE sim.kitchen()
BEGIN
  START TRANSACTION;
  UPDATE shop.orders SET status = 'delivered', finished_at = NOW(6) WHERE status = 'ready' AND placed_at < NOW() - INTERVAL 20 MINUTE;
  UPDATE shop.orders SET status = 'ready' WHERE status = 'cooking';
  UPDATE shop.orders SET status = 'cooking', promised_at = promised_at + INTERVAL 5 MINUTE WHERE status = 'paid';
  COMMIT;
  BEGIN
    DECLARE late BIGINT DEFAULT (SELECT MIN(id) FROM shop.orders WHERE status = 'placed');
    IF late IS NOT NULL THEN CALL sim.stamp(); START TRANSACTION; CALL sim.pay(late); COMMIT; END IF;
  END;
END//
SET SESSION sql_log_bin = 1//
DELIMITER ;
