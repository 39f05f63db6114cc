using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Security;

/// <summary>"Understanding row access policies" and "Understanding Column-level Security": policies filter and mask what is read, by the session's role.</summary>
public sealed class PolicyTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public PolicyTests()
    {
        _sql = _emulator.OpenIn();
        _sql.Run("""
            USE SECONDARY ROLES NONE; CREATE ROLE owner_a; CREATE ROLE owner_b; GRANT ROLE owner_a TO USER emulator; GRANT ROLE owner_b TO USER emulator; GRANT USAGE ON DATABASE D TO ROLE PUBLIC; GRANT USAGE ON SCHEMA PUBLIC TO ROLE PUBLIC;
            CREATE TABLE owners (role VARCHAR, brand VARCHAR); INSERT INTO owners VALUES ('OWNER_A', 'a'), ('OWNER_B', 'b');
            CREATE TABLE orders (brand VARCHAR, id INT, mail VARCHAR); INSERT INTO orders VALUES ('a', 1, 'x@a'), ('b', 2, 'y@b'), ('b', 3, NULL);
            GRANT SELECT, UPDATE, DELETE ON TABLE orders TO ROLE owner_b; GRANT SELECT ON TABLE orders TO ROLE owner_a;
            CREATE ROW ACCESS POLICY of_owner AS (brand VARCHAR) RETURNS BOOLEAN -> CURRENT_ROLE() = 'ACCOUNTADMIN' OR EXISTS (SELECT 1 FROM owners o WHERE o.role = CURRENT_ROLE() AND o.brand = brand)
            """);
    }

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void RowAccessPolicy_FiltersByRoleThroughAMappingTable()
    {
        _sql.Run("CREATE OR REPLACE ROW ACCESS POLICY of_owner AS (b VARCHAR) RETURNS BOOLEAN -> CURRENT_ROLE() = 'ACCOUNTADMIN' OR EXISTS (SELECT 1 FROM owners o WHERE o.role = CURRENT_ROLE() AND o.brand = b); ALTER TABLE orders ADD ROW ACCESS POLICY of_owner ON (brand)");
        Assert.Equal("3", _sql.One("SELECT COUNT(*) FROM orders"));
        _sql.Run("USE ROLE owner_a");
        Assert.Equal(["1"], _sql.Rows("SELECT id FROM orders"));
        _sql.Run("USE ROLE owner_b");
        Assert.Equal(["2", "3"], _sql.Rows("SELECT id FROM orders ORDER BY id"));

        // Changes see the same rows.
        _sql.Run("UPDATE orders SET id = id + 10; DELETE FROM orders WHERE id = 13; USE ROLE ACCOUNTADMIN");
        Assert.Equal(["a|1", "b|12"], _sql.Rows("SELECT brand, id FROM orders ORDER BY id"));
    }

    [Fact]
    public void RowAccessPolicy_OnAView()
    {
        _sql.Run("CREATE OR REPLACE ROW ACCESS POLICY of_owner AS (b VARCHAR) RETURNS BOOLEAN -> CURRENT_ROLE() = 'OWNER_' || UPPER(b); CREATE SECURE VIEW api (brand, id) WITH ROW ACCESS POLICY of_owner ON (brand) AS SELECT brand, id FROM orders; GRANT SELECT ON VIEW api TO ROLE owner_a; USE ROLE owner_a");
        Assert.Equal(["a|1"], _sql.Rows("SELECT * FROM api"));
        Assert.Equal(string.Empty, _sql.One("SHOW VIEWS ->> SELECT \"text\" FROM $1"));
    }

    [Fact]
    public void RowAccessPolicy_OnAStreamsTable_FiltersTheStream()
    {
        _sql.Run("CREATE ROW ACCESS POLICY only_a AS (b VARCHAR) RETURNS BOOLEAN -> b = 'a'; ALTER TABLE orders ADD ROW ACCESS POLICY only_a ON (brand); CREATE STREAM s ON TABLE orders; INSERT INTO orders VALUES ('a', 4, NULL), ('b', 5, NULL)");
        Assert.Equal(["4"], _sql.Rows("SELECT id FROM s"));
    }

    [Fact]
    public void MaskingPolicy_HidesValuesAndChangesKeepThem()
    {
        _sql.Run("CREATE MASKING POLICY hide AS (v VARCHAR, b VARCHAR) RETURNS VARCHAR -> IFF(CURRENT_ROLE() = 'OWNER_B' AND b = 'b', '*', v); ALTER TABLE orders MODIFY COLUMN mail SET MASKING POLICY hide USING (mail, brand); USE ROLE owner_b");
        Assert.Equal(["x@a", "*", "*"], _sql.Rows("SELECT mail FROM orders ORDER BY id"));
        Assert.Empty(_sql.Rows("SELECT id FROM orders WHERE mail = 'y@b'"));
        _sql.Run("UPDATE orders SET id = 20 WHERE id = 2; USE ROLE ACCOUNTADMIN");
        Assert.Equal("y@b", _sql.One("SELECT mail FROM orders WHERE id = 20"));
        _sql.Run("UPDATE orders AS o SET o.mail = 'z@b' WHERE o.id = 20; MERGE INTO orders AS o USING (SELECT 20 AS id) AS s ON o.id = s.id WHEN MATCHED THEN UPDATE SET o.mail = 'y@b'");
        _sql.Run("ALTER TABLE orders MODIFY COLUMN mail UNSET MASKING POLICY; USE ROLE owner_b");
        Assert.Equal("y@b", _sql.One("SELECT mail FROM orders WHERE id = 20"));
    }

    [Fact]
    public void Policies_AreCheckedWhereTheyAreMadeAndPut()
    {
        Assert.Contains("returns BOOLEAN", _sql.Fails("CREATE ROW ACCESS POLICY x AS (a INT) RETURNS INT -> 1").Message, StringComparison.Ordinal);
        Assert.Equal(904, _sql.Fails("CREATE ROW ACCESS POLICY x AS (a INT) RETURNS BOOLEAN -> nothing = 1").Number);
        Assert.Contains("is VARCHAR", _sql.Fails("CREATE ROW ACCESS POLICY x AS (a INT) RETURNS BOOLEAN -> a = 1; ALTER TABLE orders ADD ROW ACCESS POLICY x ON (brand)").Message, StringComparison.Ordinal);
        _sql.Run("ALTER TABLE orders ADD ROW ACCESS POLICY of_owner ON (brand)");
        Assert.Contains("drop it first", _sql.Fails("ALTER TABLE orders ADD ROW ACCESS POLICY of_owner ON (brand)").Message, StringComparison.Ordinal);
        Assert.Contains("it is on D.PUBLIC.ORDERS", _sql.Fails("DROP ROW ACCESS POLICY of_owner").Message, StringComparison.Ordinal);
        Assert.Contains("signature", _sql.Fails("CREATE OR REPLACE ROW ACCESS POLICY of_owner AS (b INT) RETURNS BOOLEAN -> TRUE").Message, StringComparison.Ordinal);
        Assert.Contains("read by a policy", _sql.Fails("ALTER TABLE orders DROP COLUMN brand").Message, StringComparison.Ordinal);
        _sql.Run("CREATE OR REPLACE ROW ACCESS POLICY of_owner AS (b VARCHAR) RETURNS BOOLEAN -> FALSE");
        Assert.Equal("0", _sql.One("SELECT COUNT(*) FROM orders"));
        _sql.Run("ALTER TABLE orders DROP ALL ROW ACCESS POLICIES; DROP ROW ACCESS POLICY of_owner");
        Assert.Equal("3", _sql.One("SELECT COUNT(*) FROM orders"));
    }
}
