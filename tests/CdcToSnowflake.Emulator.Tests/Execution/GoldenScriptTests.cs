using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>Generated scripts run in full, twice over: the second time changes nothing but the tasks, whose bodies run too.</summary>
public sealed class GoldenScriptTests
{
    [Fact]
    public async Task TwoBrandsGolden_RunsTwice()
    {
        const string Integration = """
            CREATE STORAGE INTEGRATION IF NOT EXISTS CDC_S3 TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE
            STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::000000000000:role/cdc' STORAGE_ALLOWED_LOCATIONS = ('s3://cdc/');

            """;
        await RunTwiceAsync(Integration + await File.ReadAllTextAsync(Path.Combine(Folder(), "two-brands.sql")));
    }

    [Fact]
    public async Task EveryTypeAndHostileNames_RunTwice()
    {
        var columns = Enum.GetValues<SourceKind>().Select((kind, i) => new SourceColumn(
            i % 3 == 0 ? $"c\"'{kind} ;--" : $"SELECT {kind}",
            new SourceType(kind) { Precision = kind == SourceKind.Decimal ? 20 : kind == SourceKind.Bit ? 5 : kind == SourceKind.Vector ? 3 : 0, Scale = kind == SourceKind.Decimal ? 5 : 0, Length = 20 },
            true));
        await RunTwiceAsync(Script(new SourceTable("sch\"ema", "ta'ble; DROP", [new SourceColumn("id", new SourceType(SourceKind.BigInt) { IsUnsigned = true }, false), .. columns], ["id"])));
    }

    [Fact]
    public async Task WidestTable_RunsTwice() =>
        await RunTwiceAsync(Script(new SourceTable("s", "wide", [.. Enumerable.Range(0, 1017).Select(i => new SourceColumn($"c{i}", new SourceType(SourceKind.Int), i > 0))], ["c0"])));

    private static string Script(SourceTable table) => string.Join(
        "\n",
        new SnowflakeSql(new WarehouseModel([new BrandModel("b\"ü r", "s3://bucket/prefix/", [table])])).SetUp().Select(statement => statement.Text.TrimEnd().TrimEnd(';') + ";"));

    private static async Task RunTwiceAsync(string script)
    {
        await using var emulator = new SnowflakeEmulator();
        await using var sql = await emulator.OpenConnectionAsync();
        sql.Run(script);
        var tables = sql.Rows("SHOW TABLES IN ACCOUNT");
        sql.Run(script);
        Assert.NotEmpty(tables);
        Assert.Equal(tables, sql.Rows("SHOW TABLES IN ACCOUNT"));
        foreach (var (database, schema, name) in Tasks(sql))
        {
            sql.Run($"EXECUTE TASK {Quoted(database)}.{Quoted(schema)}.{Quoted(name)}");
        }

        await emulator.StepAsync();
        foreach (var (database, _, _) in Tasks(sql))
        {
            Assert.Equal(["SUCCEEDED|∅"], sql.Rows($"SELECT DISTINCT state, error_message FROM TABLE({Quoted(database)}.INFORMATION_SCHEMA.TASK_HISTORY())"));
        }
    }

    private static List<(string Database, string Schema, string Name)> Tasks(DbConnection sql)
    {
        using var command = sql.CreateCommand();
        command.CommandText = "SHOW TASKS IN ACCOUNT";
        using var reader = command.ExecuteReader();
        var tasks = new List<(string, string, string)>();
        while (reader.Read())
        {
            tasks.Add((reader.GetString(reader.GetOrdinal("database_name")), reader.GetString(reader.GetOrdinal("schema_name")), reader.GetString(reader.GetOrdinal("name"))));
        }

        return tasks;
    }

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "CdcToSnowflake.Tests", "Sql", "Goldens"));
}
