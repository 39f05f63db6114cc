using System.Data;
using CdcToSnowflake.Operations.Flow;

namespace CdcToSnowflake.Tests.Operations.Flow;

/// <summary>Files by COPY_HISTORY's rows, of each status that the manual's page of it names.</summary>
public sealed class FileLoadsTests
{
    private static readonly DateTime At = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Add_LoadInProgress_IsNothingYet()
    {
        var loads = Of(("a/f.parquet", "Load in progress", null, null, null));
        Assert.Empty(loads);
    }

    [Theory]
    [InlineData("Load failed")]
    [InlineData("Partially loaded")]
    [InlineData("Load skipped")]
    public void Add_NotLoaded_IsAnError(string status)
    {
        var load = Assert.Single(Of(("a/f.parquet", status, 0, At, "It broke")));
        Assert.Equal(("f.parquet", $"{status}: It broke"), (load.Key, load.Value.Error));
    }

    [Fact]
    public void Add_RefusedAndLoadedThen_IsTheFirstThatBroughtTheRows()
    {
        var load = Assert.Single(Of(
            ("a/f.parquet", "Load failed", 0, At, null), ("a/f.parquet", "Loaded", 5, At.AddMinutes(1), null), ("a/f.parquet", "Load in progress", null, null, null), ("a/f.parquet", "Loaded", 5, At.AddMinutes(2), null)));
        Assert.Equal((5L, null, At.AddMinutes(1)), (load.Value.Rows, load.Value.Error, load.Value.LoadedAt.UtcDateTime));
    }

    private static IReadOnlyDictionary<string, FileLoad> Of(params (string Name, string Status, int? Rows, DateTime? LoadedAt, string? Error)[] rows)
    {
        using var table = new DataTable();
        foreach (var (name, type) in ((string, Type)[])[("FILE_NAME", typeof(string)), ("STATUS", typeof(string)), ("ROW_COUNT", typeof(int)), ("PIPE_RECEIVED_TIME", typeof(DateTime)), ("LAST_LOAD_TIME", typeof(DateTime)), ("FIRST_ERROR_MESSAGE", typeof(string)), ("TABLE_PATH", typeof(string))])
        {
            table.Columns.Add(name, type);
        }

        foreach (var (name, status, count, loadedAt, error) in rows)
        {
            table.Rows.Add(name, status, count, At, loadedAt, error, "shop.orders");
        }

        var loads = new FileLoads();
        using var reader = table.CreateDataReader();
        while (reader.Read())
        {
            loads.Add(reader);
        }

        Assert.Empty(loads.Of("shop.refunds"));
        return loads.Of("shop.orders");
    }
}
