using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>RAW goes on while CI is reconciled: between the transaction's begin, where the stream's next window begins, and its statements, which may have waited for CI's lock.</summary>
public sealed class ReconcileRaceTests
{
    private static readonly SourceTable Orders = EmulatedBrand.Table("orders");

    [Theory]
    [InlineData(DeleteHandling.Hard)]
    [InlineData(DeleteHandling.Soft)]
    public async Task RowThatCameMeanwhile_DeletedBeforeTheNextMerge_DoesNotStay(DeleteHandling raw)
    {
        await using EmulatedBrand brand = await StartAsync(raw);

        await ReconcileAsync(brand, () => Insert(brand.Sql, 9, cut: 5));
        brand.Sql.Run("DELETE FROM B_DB.RAW_SCHEMA.ORDERS WHERE \"K\" = 9");
        await brand.RunAsync();

        Assert.Equal(["1|5", "2|2", "3|3"], Ci(brand));
    }

    [Fact]
    public async Task RowsThatChangedMeanwhile_AreAsInRawAfterTheNextMerge()
    {
        await using EmulatedBrand brand = await StartAsync(DeleteHandling.Hard);

        await ReconcileAsync(brand, () =>
        {
            Insert(brand.Sql, 9, cut: 5);
            brand.Sql.Run("UPDATE B_DB.RAW_SCHEMA.ORDERS SET \"V\" = 6, \"_CUT\" = 6 WHERE \"K\" = 2");
            brand.Sql.Run("DELETE FROM B_DB.RAW_SCHEMA.ORDERS WHERE \"K\" = 3");
        });
        await brand.RunAsync();

        Assert.Equal(["1|5", "2|6", "9|5"], Ci(brand));
    }

    // CI lacks a row of RAW, has one that RAW doesn't, and an old value; what comes by the stream meanwhile is a row's update.
    private static async Task<EmulatedBrand> StartAsync(DeleteHandling raw)
    {
        EmulatedBrand brand = new() { Options = new TableOptions { RawDeletes = raw } };
        await brand.PlanAsync(new SqlOptions(), Orders);
        brand.LoadCuts([1, 2, 3], Orders);
        await brand.RunAsync();
        brand.Sql.Run("DELETE FROM CI_DB.CI_SCHEMA.ORDERS WHERE \"K\" = 2");
        brand.Sql.Run("UPDATE CI_DB.CI_SCHEMA.ORDERS SET \"V\" = 0 WHERE \"K\" = 3");
        brand.Sql.Run("INSERT INTO CI_DB.CI_SCHEMA.ORDERS (\"BRAND_ID\", \"K\", \"_UPDATED_AT\") VALUES ('b', 7, '2026-01-01')");
        return brand;
    }

    /// <summary>The block's statements one by one, with what another session commits after the transaction has begun.</summary>
    private static async Task ReconcileAsync(EmulatedBrand brand, Action meanwhile)
    {
        var block = EmulatedBrand.Generation(new SqlOptions(), brand.Options, Orders).ReconcileCi("b", Orders.Schema, Orders.Name).Text.ReplaceLineEndings("\n");
        await using var session = brand.Open();
        session.Run(Between(block, "BEGIN\n", ";\nDECLARE"));
        var newest = session.One("SELECT MAX(\"_CUT\") FROM B_DB.RAW_SCHEMA.ORDERS");
        brand.Sql.Run("UPDATE B_DB.RAW_SCHEMA.ORDERS SET \"V\" = 5, \"_CUT\" = 4 WHERE \"K\" = 1");
        session.Run("BEGIN TRANSACTION");
        meanwhile();
        foreach (var statement in Between(block, "BEGIN TRANSACTION;\n", ";\n    COMMIT").Split(";\n"))
        {
            session.Run(statement.Replace(":newest", newest, StringComparison.Ordinal));
        }

        session.Run("COMMIT");
    }

    private static void Insert(DbConnection sql, int key, int cut) => sql.Run($"INSERT INTO B_DB.RAW_SCHEMA.ORDERS (\"K\", \"V\", \"_UPDATED_AT\", \"_CUT\") VALUES ({key}, {cut}, '2026-01-01', {cut})");

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static IReadOnlyList<string> Ci(EmulatedBrand brand) => brand.Sql.Rows("SELECT \"K\", \"V\" FROM CI_DB.CI_SCHEMA.ORDERS ORDER BY 1");
}
