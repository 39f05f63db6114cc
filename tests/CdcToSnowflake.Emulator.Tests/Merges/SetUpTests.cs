using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Storage;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>The embedded Snowflake takes every statement that the generator writes, as often as one likes.</summary>
public sealed class SetUpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdc-test-").FullName;

    public static TheoryData<string> Kinds => [.. Enum.GetNames<SourceKind>()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SetUp_TableWithEachKind_RunsTwiceAndTheTasksRun(string kind)
    {
        SourceKind parsed = Enum.Parse<SourceKind>(kind);
        SourceType type = new(parsed) { Precision = parsed switch { SourceKind.Decimal => 12, SourceKind.Vector => 3, SourceKind.Bit => 8, _ => 0 }, Scale = parsed == SourceKind.Decimal ? 2 : 0 };

        await RunTwiceAsync([new SourceTable("s", "t", [new SourceColumn("k", new SourceType(SourceKind.Int), false), new SourceColumn("c", type, true)], ["k"])]);
    }

    [Fact]
    public async Task SetUp_KeyOfSeveralColumnsSomeNullable_RunsTwiceAndTheTasksRun() =>
        await RunTwiceAsync([new SourceTable("s", "t", [new SourceColumn("a", new SourceType(SourceKind.Binary), false), new SourceColumn("b", new SourceType(SourceKind.VarChar), true)], ["b", "a"])]);

    [Fact]
    public async Task SetUp_LaterShape_RunsTwiceAndTheTasksRun()
    {
        SourceTable first = new("s", "t", [new SourceColumn("k", new SourceType(SourceKind.Int), false), new SourceColumn("c", new SourceType(SourceKind.SmallInt), true)], ["k"]);
        SourceTable later = first with { Columns = [first.Columns[0], new SourceColumn("c", new SourceType(SourceKind.BigInt), true), new SourceColumn("d", new SourceType(SourceKind.Json), true)] };

        await RunTwiceAsync([first], [first, later]);
    }

    [Fact]
    public async Task SetUp_NamesThatBreakQuoting_RunsTwiceAndTheTasksRun() =>
        await RunTwiceAsync([new SourceTable("a\"b'c", "x'); DROP TABLE \"y\" -- $$ 日本", [new SourceColumn("q\"uo\"te", new SourceType(SourceKind.Int), false), new SourceColumn("back\\sl'ash", new SourceType(SourceKind.VarChar), true), new SourceColumn("line\nbreak", new SourceType(SourceKind.Json), true), new SourceColumn(":merged", new SourceType(SourceKind.Date), true), new SourceColumn("select", new SourceType(SourceKind.Blob), true)], ["q\"uo\"te"])]);

    private async Task RunTwiceAsync(params IReadOnlyList<SourceTable>[] models)
    {
        FolderObjectStore store = new(_folder);
        using SnowflakeEmulator snowflake = new();
        await snowflake.WatchAsync(store, TestContext.Current.CancellationToken);
        foreach (IReadOnlyList<SourceTable> tables in (IReadOnlyList<SourceTable>[])[.. models, models[^1]])
        {
            SnowflakeSql sql = new(new WarehouseModel([new BrandModel("b\"r", store.Location.AbsoluteUri + StorePath.Brand("b\"r"), tables), new BrandModel("other", store.Location.AbsoluteUri + StorePath.Brand("other"), models[0])]));
            foreach (SqlStatement statement in sql.SetUp())
            {
                await ExecuteAsync(snowflake, statement.Text);
            }
        }
        await ExecuteAsync(snowflake, "EXECUTE TASK \"B\"\"R_DB\".\"STG_SCHEMA\".\"MERGE_RAW\"");
        await ExecuteAsync(snowflake, "EXECUTE TASK \"CI_DB\".\"CI_SCHEMA\".\"MERGE_CI\"");
        await snowflake.DrainAsync(TestContext.Current.CancellationToken);
    }

    private static async Task ExecuteAsync(SnowflakeEmulator snowflake, string sql)
    {
        await using DbCommand command = snowflake.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
