using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>What waits since before a restart keeps all its columns.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly SourceTable First = new("s", "t", [new SourceColumn("k", new SourceType(SourceKind.Int), false), new SourceColumn("v", new SourceType(SourceKind.Int), true)], ["k"]);
    private static readonly SourceTable Later = First with { Columns = [.. First.Columns, new SourceColumn("added", new SourceType(SourceKind.Int), true)] };

    private readonly string _folder = Directory.CreateTempSubdirectory("cdc-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ShapesAppeared_RowsOfTheLaterShapeWaitForCi_TheirColumnReachesIt()
    {
        await using SnowflakeEmulator snowflake = new();
        FolderObjectStore store = new(_folder);
        await snowflake.WatchAsync(store, TestContext.Current.CancellationToken);
        await DeployAsync(snowflake, store, [First, Later]);
        // The program is killed when RAW has the rows and CI has not.
        await ExecuteAsync(snowflake, "INSERT INTO \"B_DB\".\"RAW_SCHEMA\".\"T\" (\"K\", \"V\", \"ADDED\", \"_UPDATED_AT\", \"_CUT\") VALUES (1, 10, 100, '2026-01-01 00:00:00', 1)");

        using SnowflakeDeployment restarted = await DeployAsync(snowflake, store, [First, Later]);
        await snowflake.DrainAsync(TestContext.Current.CancellationToken);

        await using DbCommand command = snowflake.CreateCommand("SELECT \"ADDED\" FROM \"CI_DB\".\"CI_SCHEMA\".\"T\" WHERE \"K\" = 1");
        Assert.Equal("100", (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString());
    }

    [Fact]
    public async Task ShapeAppeared_CutOfAShapeThatComesWithTheNextCall_WaitsForIt()
    {
        await using SnowflakeEmulator snowflake = new();
        FolderObjectStore store = new(_folder);
        await snowflake.WatchAsync(store, TestContext.Current.CancellationToken);
        using (await DeployAsync(snowflake, store, [First, Later]))
        {
            await ExecuteAsync(snowflake, "INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"T\" (\"K\", \"V\", \"ADDED\", \"_OP\", \"_UPDATED_AT\", \"_CUT\", \"_SEQ\", \"_WRITER\") VALUES (1, 10, 100, 'I', '2026-01-01 00:00:00', 1, 0, 'w')");
            await ExecuteAsync(snowflake, "INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"CDC_CUT\" (\"CUT\", \"WRITER\", \"KIND\", \"TABLE_COUNT\") VALUES (1, 'w', 'cut', 1)");
            await ExecuteAsync(snowflake, $"INSERT INTO \"B_DB\".\"STG_SCHEMA\".\"CDC_CUT\" (\"CUT\", \"WRITER\", \"KIND\", \"TABLE_PATH\", \"SHAPE\", \"ROW_COUNT\") VALUES (1, 'w', 'table', 's.t', '{Later.Shape}', 1)");
        }

        using SnowflakeDeployment restarted = await DeployAsync(snowflake, store, [First]);
        await snowflake.DrainAsync(TestContext.Current.CancellationToken);
        await using DbCommand command = snowflake.CreateCommand("SELECT COUNT(*) FROM \"CI_DB\".\"CI_SCHEMA\".\"T\" WHERE \"ADDED\" = 100");
        Assert.Equal("0", (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString());

        await restarted.ShapeAppearedAsync("b", Later, TestContext.Current.CancellationToken);
        await snowflake.DrainAsync(TestContext.Current.CancellationToken);
        Assert.Equal("1", (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString());
    }

    private static async Task<SnowflakeDeployment> DeployAsync(SnowflakeEmulator snowflake, FolderObjectStore store, IReadOnlyList<SourceTable> shapes)
    {
        SnowflakeDeployment deployment = new(snowflake);
        await deployment.EnsureBrandAsync("b", store.Location, TestContext.Current.CancellationToken);
        await deployment.ShapesAppearedAsync("b", shapes, TestContext.Current.CancellationToken);
        return deployment;
    }

    private static async Task ExecuteAsync(SnowflakeEmulator snowflake, string sql)
    {
        await using DbCommand command = snowflake.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
