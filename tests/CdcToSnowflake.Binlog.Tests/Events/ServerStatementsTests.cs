using System.Text;
using CdcToSnowflake.Binlog.Events;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>What servers log as statements though they log rows: "Replication and MEMORY Tables" in MySQL's manual, and the tables that Amazon RDS keeps in the schema mysql.</summary>
public sealed class ServerStatementsTests
{
    [Theory]
    [InlineData("INSERT INTO mysql.rds_heartbeat2(id, value) values (1,1700000000000) ON DUPLICATE KEY UPDATE value = 1700000000000", "", true)]
    [InlineData("insert ignore into `mysql`.`rds_sysinfo` values (1)", "", true)]
    [InlineData("/* rds */ DELETE FROM mysql.rds_sysinfo where name = 'x'", "shop", true)]
    [InlineData("DELETE FROM rds_sysinfo", "mysql", true)]
    [InlineData("UPDATE mysql.rds_configuration SET value = 1", "", true)]
    [InlineData("INSERT INTO shop.orders SELECT * FROM mysql.user", "", false)]
    [InlineData("INSERT INTO orders VALUES (1)", "shop", false)]
    [InlineData("UPDATE mysql.a, shop.orders SET x = 1", "", false)]
    [InlineData("UPDATE mysql.a JOIN shop.orders USING (id) SET x = 1", "", false)]
    [InlineData("DELETE FROM mysql.a, shop.orders USING mysql.a JOIN shop.orders", "", false)]
    [InlineData("DELETE FROM mysql.a USING mysql.a JOIN shop.orders", "", false)]
    [InlineData("LOAD DATA INFILE 'x' INTO TABLE mysql.a", "", false)]
    [InlineData("DELETE FROM `shop`.`carts`", "", false)]
    public void Include_Statement_IsTheServersOwn(string sql, string schema, bool expected) =>
        Assert.Equal(expected, ServerStatements.Include(Encoding.UTF8.GetBytes(sql), Encoding.UTF8.GetBytes(schema), hasNoUse: false));

    [Theory]
    [InlineData("DELETE FROM `shop`.`carts`", true)]
    [InlineData("DELETE FROM `shop`.`carts` WHERE id = 1", false)]
    [InlineData("DELETE FROM carts", false)]
    [InlineData("INSERT INTO shop.orders VALUES (1)", false)]
    public void Include_WithoutAUse_IsAMemoryTableEmptiedByARestart(string sql, bool expected) =>
        Assert.Equal(expected, ServerStatements.Include(Encoding.UTF8.GetBytes(sql), default, hasNoUse: true));

    [Fact]
    public async Task ReadAsync_OnMySql_GoesOnBehindThem() => await GoesOnAsync(await MySqlServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public async Task ReadAsync_OnMariaDb_GoesOnBehindThem() => await GoesOnAsync(await MariaDbServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken));

    private static async Task GoesOnAsync(DatabaseServer started)
    {
        await using var server = started;
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); CREATE TABLE shop.carts (id INT PRIMARY KEY) ENGINE = MEMORY; INSERT INTO shop.carts VALUES (1); "
            + "CREATE TABLE mysql.rds_heartbeat2 (id INT PRIMARY KEY, value BIGINT)");
        await server.RestartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var first = server.BinlogFiles.Count - 1;

        // The table's first use logs that it is empty.
        await server.ExecuteAsync("SET SESSION binlog_format = 'STATEMENT'; INSERT INTO mysql.rds_heartbeat2(id, value) values (1,1) ON DUPLICATE KEY UPDATE value = 1; SET SESSION binlog_format = 'ROW'; "
            + "INSERT INTO shop.carts VALUES (2); INSERT INTO shop.orders VALUES (3)");

        var seen = new List<string>();
        await foreach (var change in new BinlogFileReader([.. server.BinlogFiles.Skip(first)]).ReadChangesAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            seen.Add(change.Statement is { } sql ? sql : change.Table is { Length: > 0 } table ? $"{table} {change.After!.Values.First()}" : change.Kind.ToString());
        }

        Assert.Contains(seen, line => line.StartsWith("INSERT INTO mysql.rds_heartbeat2", StringComparison.Ordinal));
        var emptied = seen.FindIndex(line => line.StartsWith("DELETE FROM `shop`.`carts`", StringComparison.Ordinal) || line.StartsWith("TRUNCATE TABLE `shop`.`carts`", StringComparison.Ordinal));
        Assert.InRange(emptied, 0, seen.IndexOf("carts 2"));
        Assert.Contains("orders 3", seen);
    }
}
