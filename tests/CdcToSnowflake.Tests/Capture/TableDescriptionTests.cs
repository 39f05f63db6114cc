using CdcToSnowflake.Capture;
using CdcToSnowflake.Model;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>What real servers say of their tables to people.</summary>
public sealed class TableDescriptionTests
{
    private const string Shop = """
        CREATE DATABASE shop; CREATE DATABASE other;
        CREATE TABLE shop.customers (region INT, id INT, name VARCHAR(20) COMMENT 'Guest''s name, 손님', PRIMARY KEY (region, id)) COMMENT 'Guests';
        CREATE TABLE shop.orders (id INT PRIMARY KEY, cid INT, reg INT, again INT, CONSTRAINT fk_customer FOREIGN KEY (reg, cid) REFERENCES shop.customers (region, id), CONSTRAINT fk_again FOREIGN KEY (again) REFERENCES shop.orders (id));
        CREATE TABLE shop.plain (id INT PRIMARY KEY);
        CREATE VIEW shop.v AS SELECT name FROM shop.customers;
        CREATE TABLE other.secrets (id INT PRIMARY KEY COMMENT 'not asked for');
        """;

    [Fact]
    public async Task ReadAsync_MySql_GivesCommentsAndForeignKeys()
    {
        await using var server = await MySqlServer.StartAsync();
        await CheckAsync(server);
    }

    [Fact]
    public async Task ReadAsync_MariaDb_GivesCommentsAndForeignKeys()
    {
        await using var server = await MariaDbServer.StartAsync();
        await CheckAsync(server);
    }

    private static async Task CheckAsync(DatabaseServer server)
    {
        await server.ExecuteAsync(Shop);

        IReadOnlyList<TableDescription> found = await MySqlTableDescriptions.ReadAsync(server.ConnectionString, ["shop.*"], TestContext.Current.CancellationToken);

        Assert.Equal(["customers", "orders", "plain"], found.Select(table => table.Table));
        Assert.True(found[2] is { Comment: "", ColumnComments.Count: 0, ForeignKeys.Count: 0 }); // it was asked about, and the server says nothing
        Assert.Equal(("shop", "Guests"), (found[0].Schema, found[0].Comment));
        Assert.Equal(new KeyValuePair<string, string>("name", "Guest's name, 손님"), Assert.Single(found[0].ColumnComments));
        Assert.Empty(found[0].ForeignKeys);
        Assert.Equal(["fk_again", "fk_customer"], found[1].ForeignKeys.Select(key => key.Name));
        ForeignKey customer = found[1].ForeignKeys[1];
        Assert.Equal(("shop", "customers"), (customer.ReferencedSchema, customer.ReferencedTable));
        Assert.Equal(["reg", "cid"], customer.Columns);
        Assert.Equal(["region", "id"], customer.ReferencedColumns);
    }
}
