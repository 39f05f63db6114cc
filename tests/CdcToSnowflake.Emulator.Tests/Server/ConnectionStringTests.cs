namespace CdcToSnowflake.Emulator.Tests.Server;

/// <summary>A connection's string says where its session begins, in the words of Snowflake's .NET driver.</summary>
public sealed class ConnectionStringTests
{
    [Fact]
    public void Open_RoleWarehouseDatabaseSchema_TheSessionBeginsThere()
    {
        using var emulator = new SnowflakeEmulator();
        using (var owner = emulator.OpenIn())
        {
            owner.Run("CREATE ROLE reader; GRANT ROLE reader TO ROLE SYSADMIN; CREATE WAREHOUSE w; CREATE SCHEMA \"s 1\"; GRANT USAGE ON DATABASE D TO ROLE reader; GRANT USAGE ON SCHEMA D.\"s 1\" TO ROLE reader; GRANT USAGE ON WAREHOUSE w TO ROLE reader");
        }

        using var connection = emulator.CreateConnection();
        connection.ConnectionString = "Role=reader;warehouse=w;db=d;schema=\"\"\"s 1\"\"\"";
        connection.Open();
        Assert.Equal("READER|W|D|s 1", connection.One("SELECT CURRENT_ROLE(), CURRENT_WAREHOUSE(), CURRENT_DATABASE(), CURRENT_SCHEMA()"));
        Assert.Throws<InvalidOperationException>(() => connection.ConnectionString = "");
    }

    [Fact]
    public void Open_RoleThatTheUserDoesNotHold_FailsAndOpensNothing()
    {
        using var emulator = new SnowflakeEmulator();
        using (var owner = emulator.OpenConnection())
        {
            owner.Run("CREATE ROLE nobody");
        }

        using var connection = emulator.CreateConnection();
        connection.ConnectionString = "role=nobody";
        var refused = Assert.ThrowsAny<Warehouse.SnowflakeException>(connection.Open);
        Assert.Equal(390189, refused.Number);
        Assert.Contains("NOBODY", refused.Message, StringComparison.Ordinal);
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
    }

    [Theory]
    [InlineData("user=me")]
    [InlineData("role=reader;password=x")]
    public void ConnectionString_OtherWords_RefusedByNameWithoutValues(string text)
    {
        using var emulator = new SnowflakeEmulator();
        using var connection = emulator.CreateConnection();
        var message = Assert.Throws<ArgumentException>(() => connection.ConnectionString = text).Message;
        Assert.Contains("role, warehouse, db, schema", message, StringComparison.Ordinal);
        Assert.DoesNotContain("'x'", message, StringComparison.Ordinal);
    }
}
