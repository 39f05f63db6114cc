INSERT INTO wide
SELECT @from + n, n % 12, CRC32(@from + n) >> 1, n % 2, IF(n % 9 = 0, NULL, (n % 1000) / 7e0),
    (CRC32(CONCAT('a', @from + n)) % 100000) / 100, (CRC32(CONCAT('b', @from + n)) % 1000000) / 10000, (CRC32(CONCAT('c', @from + n)) % 100000000) / 1000000,
    1 + n % 4, IF(n % 5 = 0, NULL, n % 16),
    DATE_ADD('2024-01-01', INTERVAL n DAY), TIMESTAMPADD(MICROSECOND, (@from + n) * 76543210, '2024-01-01'), TIMESTAMPADD(SECOND, @from + n, '2024-06-01 12:00:00.125'), IF(n % 6 = 0, NULL, SEC_TO_TIME(n * 3)),
    CONCAT('Zoë Customer ', LEFT(SHA2(@from + n, 256), 40)), IF(n % 8 = 0, NULL, CONCAT(LEFT(SHA2(n, 256), 30), '@example.com')), CONCAT('Leave at the door, please: ', SHA2(@from + n, 256)),
    JSON_OBJECT('channel', ELT(1 + n % 3, 'app', 'web', 'phone'), 'gift', n % 2 = 0, 'items', JSON_ARRAY(JSON_OBJECT('sku', CONCAT('SKU-', n), 'quantity', 1 + n % 4, 'price', (n % 900) / 4e0)), 'table', n % 40),
    UNHEX(LEFT(SHA2(@from + n, 256), 32))
FROM numbers WHERE n < 1000;
UPDATE wide SET status = status + 1, is_paid = 1, total = total + 1.25, changed_at = TIMESTAMPADD(SECOND, 61, changed_at) WHERE id >= @from AND id < @from + 1000;
DELETE FROM wide WHERE id >= @from AND id < @from + 250
