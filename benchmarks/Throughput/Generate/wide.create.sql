CREATE TABLE wide (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY, brand SMALLINT UNSIGNED NOT NULL, customer INT NOT NULL, is_paid TINYINT NOT NULL, rate DOUBLE,
    subtotal DECIMAL(12,2) NOT NULL, tax DECIMAL(10,4) NOT NULL, total DECIMAL(20,6) NOT NULL,
    status ENUM('placed','preparing','on the way','delivered','refunded') NOT NULL, tags SET('pickup','delivery','vip','student'),
    ordered_on DATE NOT NULL, placed_at DATETIME(6) NOT NULL, changed_at TIMESTAMP(3) NOT NULL, prepared_in TIME,
    name VARCHAR(80) NOT NULL, email VARCHAR(255), note TEXT, details JSON, token BINARY(16) NOT NULL) CHARACTER SET utf8mb4
