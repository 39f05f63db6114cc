-- BRAND_A, "Noodle Harbor": a ramen house with a counter, tables and an app. Prices in EUR.
CREATE DATABASE shop CHARACTER SET utf8mb4;

CREATE TABLE shop.customers (
  id           INT UNSIGNED NOT NULL PRIMARY KEY,
  name         VARCHAR(120) NOT NULL,
  email        VARCHAR(190) NULL,
  phone        CHAR(20) NULL,
  city         VARCHAR(60) CHARACTER SET latin1 NULL,
  address      JSON NULL,
  marketing    TINYINT(1) NOT NULL DEFAULT 0,
  flags        SET('vip','newsletter','allergy','staff') NOT NULL DEFAULT '',
  birthday     DATE NULL,
  credit       DECIMAL(9,2) NOT NULL DEFAULT 0,
  created_at   TIMESTAMP(6) NOT NULL
);

CREATE TABLE shop.products (
  sku          VARCHAR(24) NOT NULL PRIMARY KEY,
  name         VARCHAR(80) NOT NULL,
  category     ENUM('main','side','drink','dessert','extra') NOT NULL,
  price        DECIMAL(8,2) NOT NULL,
  vat_rate     DECIMAL(5,4) NOT NULL,
  weight_kg    FLOAT NULL,
  rating       DOUBLE NULL,
  allergens    SET('gluten','egg','fish','soy','milk','nuts','sesame') NULL,
  attributes   JSON NULL,
  description  TEXT NULL,
  image_hash   BINARY(8) NULL,
  available    BIT(1) NOT NULL,
  served_from  TIME NULL,
  served_until TIME(3) NULL,
  updated_at   DATETIME(6) NOT NULL
);

CREATE TABLE shop.orders (
  id           BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  uuid         BINARY(16) NOT NULL,
  customer_id  INT UNSIGNED NULL,
  status       ENUM('placed','paid','cooking','ready','delivered','cancelled') NOT NULL,
  channel      ENUM('app','web','phone','counter') NOT NULL,
  table_no     SMALLINT NULL,
  placed_at    TIMESTAMP(6) NOT NULL,
  promised_at  DATETIME NULL,
  finished_at  DATETIME(6) NULL,
  total        DECIMAL(12,2) NOT NULL,
  tip          DECIMAL(8,2) NULL,
  notes        JSON NULL,
  is_test      TINYINT(1) NOT NULL DEFAULT 0,
  UNIQUE KEY (uuid), KEY (status, placed_at)
);

CREATE TABLE shop.order_items (
  order_id     BIGINT UNSIGNED NOT NULL,
  line_no      TINYINT UNSIGNED NOT NULL,
  sku          VARCHAR(24) NOT NULL,
  quantity     SMALLINT NOT NULL,
  unit_price   DECIMAL(8,2) NOT NULL,
  options      JSON NULL,
  remark       VARCHAR(200) NULL,
  PRIMARY KEY (order_id, line_no)
);

CREATE TABLE shop.payments (
  id           BIGINT NOT NULL PRIMARY KEY,
  order_id     BIGINT UNSIGNED NOT NULL,
  method       ENUM('card','cash','wallet','voucher') NOT NULL,
  amount       DECIMAL(12,2) NOT NULL,
  currency     CHAR(3) NOT NULL,
  provider_ref VARBINARY(24) NULL,
  card_last4   CHAR(4) NULL,
  paid_at      TIMESTAMP(6) NOT NULL,
  KEY (order_id)
);

CREATE TABLE shop.refunds (
  id           INT NOT NULL PRIMARY KEY,
  order_id     BIGINT UNSIGNED NOT NULL,
  payment_id   BIGINT NOT NULL,
  amount       DECIMAL(12,2) NOT NULL,
  reason       VARCHAR(200) NULL,
  approved_by  VARCHAR(40) NULL,
  refunded_at  TIMESTAMP(6) NOT NULL
);

CREATE TABLE shop.carts (
  session_key  BINARY(16) NOT NULL PRIMARY KEY,
  customer_id  INT UNSIGNED NULL,
  items        JSON NOT NULL,
  idle         TIME NOT NULL,
  touched_at   DATETIME(3) NOT NULL
);
