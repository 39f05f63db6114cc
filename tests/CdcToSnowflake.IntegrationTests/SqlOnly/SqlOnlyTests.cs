using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.IntegrationTests.Quickstart;
using CdcToSnowflake.IntegrationTests.Samples;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.IntegrationTests.SqlOnly;

public sealed partial class SqlOnlyTests : IDisposable
{
    private const string JsonModel = """
        {
          // Two brands, the second with a rule of its own.
          "brands": [
            { "id": "BRAND_A", "stageUrl": "s3://cdc/BRAND_A/", "storageIntegration": "CDC_S3", "tables": [
              { "schema": "shop", "name": "orders", "key": ["id"], "columns": [
                { "name": "id", "type": "bigInt", "unsigned": true, "nullable": false },
                { "name": "total", "type": "decimal", "precision": 12, "scale": 2 },
                { "name": "yes", "type": "varChar", "length": 10 } ] } ] },
            { "id": "BRAND_B", "stageUrl": "s3://cdc/BRAND_B/", "tables": [
              { "schema": "shop", "name": "orders", "key": ["id"], "columns": [ { "name": "id", "type": "int", "nullable": false } ] } ] }
          ],
          "names": { "ciDatabase": "ALL_DB" },
          "rules": [ { "tables": "shop.orders", "brand": "BRAND_B", "options": { "rawDeletes": "soft" } } ]
        }
        """;

    private const string YamlModel = """
        brands:
          - id: BRAND_A
            stageUrl: s3://cdc/BRAND_A/
            storageIntegration: CDC_S3
            tables:
              - schema: shop
                name: orders
                key: [id]
                columns:
                  - { name: id, type: bigInt, unsigned: true, nullable: false }
                  - { name: total, type: decimal, precision: 12, scale: 2 }
                  - { name: "yes", type: varChar, length: 10 }
          - id: BRAND_B
            stageUrl: s3://cdc/BRAND_B/
            tables: [ { schema: shop, name: orders, key: [id], columns: [ { name: id, type: int, nullable: false } ] } ]
        names: { ciDatabase: ALL_DB }
        rules: [ { tables: shop.orders, brand: BRAND_B, options: { rawDeletes: soft } } ]
        """;

    private static readonly WarehouseModel Same = new(
        [
            new BrandModel("BRAND_A", "s3://cdc/BRAND_A/",
            [
                new SourceTable("shop", "orders",
                [
                    new SourceColumn("id", new SourceType(SourceKind.BigInt) { IsUnsigned = true }, false),
                    new SourceColumn("total", new SourceType(SourceKind.Decimal) { Precision = 12, Scale = 2 }, true),
                    new SourceColumn("yes", new SourceType(SourceKind.VarChar) { Length = 10 }, true),
                ], ["id"]),
            ]) { StorageIntegration = "CDC_S3" },
            new BrandModel("BRAND_B", "s3://cdc/BRAND_B/", [new SourceTable("shop", "orders", [new SourceColumn("id", new SourceType(SourceKind.Int), false)], ["id"])]),
        ],
        new WarehouseNames { CiDatabase = "ALL_DB" },
        [new TableRule("shop.orders", new TableOptions { RawDeletes = DeleteHandling.Soft }) { Brand = "BRAND_B" }]);

    private static readonly SampleProgram Program = new("SqlOnly");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sql-only-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("model.json", JsonModel)]
    [InlineData("model.yaml", YamlModel)]
    public async Task Run_Model_PrintsWhatTheGeneratorWrites(string name, string text)
    {
        var (exitCode, output, error) = await Program.RunAsync("--model", Written(name, text));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(string.Concat(new SnowflakeSql(Same).SetUp().Select(statement => $"-- {statement.Template}: {statement.Name}\n{statement.Text};\n\n")), output);
    }

    [Fact]
    public async Task Run_ObjectBrandAndTable_PrintsNoMore()
    {
        string model = Written("model.json", JsonModel);

        var merges = await Program.RunAsync("--model", model, "--brand", "BRAND_B", "--table", "shop.orders", "--object", "merge");
        var pipes = await Program.RunAsync("--model", model, "--brand", "BRAND_A", "--object", "pipe/create");

        Assert.Equal((0, ""), (merges.ExitCode, merges.Error));
        Assert.Equal(["merge/stg-into-raw", "merge/raw-into-ci"], Templates(merges.Output));
        Assert.Contains("\"BRAND_B_DB\".\"RAW_SCHEMA\".\"ORDERS\"", merges.Output, StringComparison.Ordinal);
        Assert.Equal(["pipe/create"], Templates(pipes.Output));
    }

    [Fact]
    public async Task Run_Templates_TakeTheSdksPlaces()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "templates", "database"));
        File.WriteAllText(Path.Combine(_folder.FullName, "templates", "database", "create.sbn-sql"), "CREATE TRANSIENT DATABASE {{ database | name }}");

        var result = await Program.RunAsync("--model", Written("model.json", JsonModel), "--templates", Path.Combine(_folder.FullName, "templates"), "--object", "database");

        Assert.Contains("CREATE TRANSIENT DATABASE \"ALL_DB\";", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2, "--model", "no-such-file.json")]
    [InlineData(2, "--nonsense")]
    [InlineData(2, "--source", "Server=127.0.0.1")]
    [InlineData(2, "--source", "what?", "--brand", "A", "--stage-url", "s3://b/")]
    [InlineData(2, "--source", "Server=127.0.0.1", "--brand", "A", "--stage-url", "s3://b/", "--tables", "shop")]
    [InlineData(1, "--source", "Server=127.0.0.1;Port=1;User ID=x", "--brand", "A", "--stage-url", "s3://b/")]
    [InlineData(2, "--model", "MODEL", "--stage-url", "s3://b/")]
    [InlineData(2, "--model", "MODEL", "--brand", "BRAND_C")]
    [InlineData(2, "--model", "MODEL", "--table", "orders")]
    [InlineData(2, "--model", "MODEL", "--table", "shop.nothing")]
    [InlineData(2, "--model", "MODEL", "--object", "pip")]
    [InlineData(2, "--model", "EMPTY")]
    [InlineData(2, "--model", "MISSPELT")]
    [InlineData(1, "--model", "KEYLESS")]
    [InlineData(1, "--model", "MODEL", "--templates", "no-such-folder")]
    public async Task Run_WhatCantBe_IsOneClearLine(int expected, params string[] arguments)
    {
        Dictionary<string, string> files = new()
        {
            ["MODEL"] = JsonModel,
            ["EMPTY"] = "",
            ["MISSPELT"] = JsonModel.Replace("\"stageUrl\"", "\"stageURI\"", StringComparison.Ordinal),
            ["KEYLESS"] = JsonModel.Replace("\"key\": [\"id\"], ", "", StringComparison.Ordinal),
        };

        var (exitCode, output, error) = await Program.RunAsync([.. arguments.Select(argument => files.TryGetValue(argument, out string? text) ? Written(argument + ".json", text) : argument)]);

        Assert.Equal((expected, ""), (exitCode, output));
        Assert.StartsWith("SqlOnly: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.TrimEnd());
    }

    [Fact]
    public async Task Run_BrokenYaml_SaysLineAndColumn()
    {
        var (exitCode, _, error) = await Program.RunAsync("--model", Written("model.yml", "brands:\n  - id: [A\n"));

        Assert.Equal(2, exitCode);
        Assert.Matches(@"model\.yml\(\d+,\d+\): ", error);
    }

    /// <summary>The shapes are hashes of the columns: pipes look where capture writes only if each detail of each type is the same.</summary>
    [Fact]
    public async Task Run_LiveMySqlWithEveryType_PipesReadWhereCaptureWrites()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync(Sql("common-types.sql"));
        await mysql.ExecuteAsync(Sql("mysql-types.sql"));
        string store = Path.Combine(_folder.FullName, "store");
        (await QuickstartProgram.RunAsync("--source", $"M={mysql.ConnectionString}", "--tables", "kinds.*", "--store", store, "--until-idle", "1", "--cut-interval", "500ms")).MustEndWith(0);

        var (exitCode, output, error) = await Program.RunAsync("--source", mysql.ConnectionString, "--brand", "M", "--tables", "kinds.*", "--stage-url", "s3://cdc/");

        Assert.Equal((0, ""), (exitCode, error));
        string[] written = [.. Directory.GetDirectories(Path.Combine(store, "M", "data")).SelectMany(Directory.GetDirectories).Select(folder => Path.GetRelativePath(Path.Combine(store, "M", "data"), folder)).Order(StringComparer.Ordinal)];
        Assert.Equal(written, Folder().Matches(output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        await using var emulator = new SnowflakeEmulator();
        await using var connection = await emulator.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = output;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static string[] Templates(string output) => [.. Header().Matches(output).Select(match => match.Groups[1].Value)];

    private static string Sql(string name)
    {
        using StreamReader reader = new(typeof(SqlOnlyTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private string Written(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    [GeneratedRegex("^-- ([a-z/-]+): ", RegexOptions.Multiline)]
    private static partial Regex Header();

    [GeneratedRegex(@"FROM '@.*CDC_STAGE""/data/([^']*)/'")]
    private static partial Regex Folder();
}
