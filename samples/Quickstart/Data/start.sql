-- Begins the simulated time: the first day is planned, each day plans the next.
SET time_zone = '+00:00';
SET @first_day = '2026-03-02', @days = 14;
SELECT COUNT(*) INTO @people FROM sim.people;
SELECT COUNT(*) INTO @remarks FROM sim.remarks;
SET @customers = 0, @orders = 0, @payments = 0, @refunds = 0;
CREATE TEMPORARY TABLE sim.agenda (
  seq INT PRIMARY KEY AUTO_INCREMENT, at DATETIME(6) NOT NULL, what VARCHAR(20) NOT NULL, n BIGINT NOT NULL, KEY (at, seq));
CALL sim.plan(CONCAT(@first_day, ' 05:00:00'), 'regulars', 60);
CALL sim.plan(CONCAT(@first_day, ' 06:00:00'), 'open_day', 0);
