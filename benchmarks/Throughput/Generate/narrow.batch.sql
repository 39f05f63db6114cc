INSERT INTO narrow
SELECT @from + n, CRC32(@from + n) >> 1, (CAST(CRC32(CONCAT('total', @from + n)) AS SIGNED) % 2000000 - 100000) / 100, n % 7, TIMESTAMPADD(MICROSECOND, (@from + n) * 1234567000, '2024-01-01')
FROM numbers WHERE n < 10000;
UPDATE narrow SET status = status + 1, total = total + 1.25, placed_at = TIMESTAMPADD(SECOND, 61, placed_at) WHERE id >= @from AND id < @from + 10000;
DELETE FROM narrow WHERE id >= @from AND id < @from + 2500
