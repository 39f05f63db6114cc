namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>The tables of the workload: an integer key, a composite key with a text part, and one with every common type.</summary>
internal static class ShopSchema
{
    public const string Schema = "shop";

    public static IReadOnlyList<ShopTable> Tables { get; } =
    [
        new("accounts", ["id"], [new("id", "id"), new("owner", "owner"), Number("balance"), new("changed_at", "changed_at")]),
        new("order_items", ["order_id", "sku"], [new("order_id", "order_id"), new("sku", "sku"), new("quantity", "quantity"), new("note", "note")]),
        new("ledger_left", ["writer"], [.. Same("writer", "n")]),
        new("ledger_right", ["writer"], [.. Same("writer", "n")]),
        new("every_type", ["id"],
        [
            .. Same("id", "t", "tu", "s", "m", "mu", "iu", "b", "bu"), Number("dec1"), Number("dec2"), .. Same("f", "d"),
            new("bits", "bits + 0"), new("y", "y + 0"), new("ti", "CAST(ti AS CHAR)"), .. Same("da", "dt", "ts", "c", "v", "l", "tx", "e", "st"),
            new("j", "CAST(j AS CHAR)", ShopColumnSpelling.Json), .. Same("bi", "vb", "bl"),
        ]),
    ];

    /// <summary>Two rows of two tables that every transaction counts up together, one pair per writer: they differ at no transaction's end.</summary>
    public static string LedgerMismatches(string schema, string on) =>
        $"SELECT COUNT(*) FROM {schema}.LEDGER_LEFT AS l FULL OUTER JOIN {schema}.LEDGER_RIGHT AS r ON {on} WHERE NOT EQUAL_NULL(l.N, r.N)";

    public static IReadOnlyList<string> Statements { get; } =
    [
        $"CREATE DATABASE {Schema} CHARACTER SET utf8mb4",
        $"""
        CREATE TABLE {Schema}.accounts (
            id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
            owner VARCHAR(80) NOT NULL,
            balance DECIMAL(14,2) NOT NULL,
            changed_at DATETIME(6) NOT NULL) ENGINE=InnoDB
        """,
        $"""
        CREATE TABLE {Schema}.order_items (
            order_id INT NOT NULL,
            sku VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
            quantity SMALLINT UNSIGNED NOT NULL,
            note TEXT NULL,
            PRIMARY KEY (order_id, sku)) ENGINE=InnoDB
        """,
        $"CREATE TABLE {Schema}.ledger_left (writer INT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)",
        $"CREATE TABLE {Schema}.ledger_right (writer INT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)",
        $"""
        CREATE TABLE {Schema}.every_type (
            id INT NOT NULL PRIMARY KEY,
            t TINYINT, tu TINYINT UNSIGNED, s SMALLINT, m MEDIUMINT, mu MEDIUMINT UNSIGNED, iu INT UNSIGNED,
            b BIGINT, bu BIGINT UNSIGNED, dec1 DECIMAL(38,10), dec2 DECIMAL(65,30), f FLOAT, d DOUBLE,
            bits BIT(64), y YEAR, ti TIME(6), da DATE, dt DATETIME(3), ts TIMESTAMP(6) NULL,
            c CHAR(10), v VARCHAR(200), l VARCHAR(50) CHARACTER SET latin1, tx MEDIUMTEXT,
            e ENUM('small','medium','large'), st SET('a','b','c'), j JSON,
            bi BINARY(16), vb VARBINARY(60), bl BLOB) ENGINE=InnoDB
        """,
    ];

    private static IEnumerable<ShopColumn> Same(params string[] names) => names.Select(n => new ShopColumn(n, n));

    // As text: a DECIMAL(65,30) does not fit System.Decimal.
    private static ShopColumn Number(string name) => new(name, $"CAST({name} AS CHAR)", ShopColumnSpelling.Number);
}
