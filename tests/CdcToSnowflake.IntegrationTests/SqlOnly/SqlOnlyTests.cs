using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.IntegrationTests.Quickstart;
using CdcToSnowflake.IntegrationTests.Samples;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Semantics;
using CdcToSnowflake.Storage;
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
        Assert.Equal(Printed(new SnowflakeSql(Same).SetUp()), output);
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

    // Shapes, treatments, renames and drops, and options of other types than text.
    [Fact]
    public async Task Run_ModelWithAllThatAFileCanSay_PrintsWhatTheGeneratorWrites()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "templates", "schema"));
        const string Template = "CREATE SCHEMA {{ schema | name }} COMMENT = {{ my.owner | literal }} /* {{ my.tries }} */";
        File.WriteAllText(Path.Combine(_folder.FullName, "templates", "schema", "create.sbn-sql"), Template);
        string text = $$"""
            brands:
              - id: A
                stageUrl: s3://cdc/A/
                tables:
                  - { schema: shop, name: events, appendOnly: true, format: ndjsonGzip, columns: [ { name: at, type: timestamp } ] }
                  - schema: shop
                    name: guests
                    key: [id]
                    columns:
                      - { name: id, type: int, nullable: false }
                      - { name: mail, type: varChar, length: 80, treatment: hash }
                      - { name: note, type: text, treatment: drop }
                      - { name: full_name, type: text }
                      - { name: fax, type: text }
                renames: [ { schema: shop, table: guests, from: full_name, to: name } ]
                drops: [ { schema: shop, table: guests, column: fax } ]
                descriptions: [ { schema: shop, table: guests, comment: Guests, columnComments: { mail: hashed } } ]
            options:
              loading: task
              taskSchedule: "00:05:00"
              stgKeep: 14.00:00:00
              rawRetentionDays: 7
              account: { warehouses: [ { name: ETL, use: etl, maxClusters: 2 } ], roles: { reader: APP }, storage: { roleArn: "arn:aws:iam::1:role/cdc" } }
              api: { isByOwner: true, semantics: { synonyms: { GUESTS: [people] } } }
              followUps: [ { name: TOTALS, root: ci, statement: CALL TOTALS() } ]
              templateFolder: {{Path.Combine(_folder.FullName, "templates")}}
              variables: { owner: it's me, tries: 3 }
            """;
        WarehouseModel model = new(
        [
            new BrandModel("A", "s3://cdc/A/",
            [
                new SourceTable("shop", "events", [new SourceColumn("at", new SourceType(SourceKind.Timestamp), true)], []) { IsAppendOnly = true, Format = FileFormat.NdjsonGzip },
                new SourceTable("shop", "guests",
                [
                    new SourceColumn("id", new SourceType(SourceKind.Int), false),
                    new SourceColumn("mail", new SourceType(SourceKind.VarChar) { Length = 80 }, true) { Treatment = ColumnTreatment.Hash },
                    new SourceColumn("note", new SourceType(SourceKind.Text), true) { Treatment = ColumnTreatment.Drop },
                    new SourceColumn("full_name", new SourceType(SourceKind.Text), true), new SourceColumn("fax", new SourceType(SourceKind.Text), true),
                ], ["id"]),
            ])
            {
                Renames = [new("shop", "guests", "full_name", "name")],
                Drops = [new("shop", "guests", "fax")],
                Descriptions = [new("shop", "guests") { Comment = "Guests", ColumnComments = new Dictionary<string, string> { ["mail"] = "hashed" } }],
            },
        ]);
        SqlOptions options = new()
        {
            Loading = LoadMode.Task,
            TaskSchedule = TimeSpan.FromMinutes(5),
            StgKeep = TimeSpan.FromDays(14),
            RawRetentionDays = 7,
            Account = new AccountOptions { Warehouses = [new WarehouseOptions("ETL", WarehouseUse.Etl) { MaxClusters = 2 }], Roles = new RoleOptions { Reader = "APP" }, Storage = new StorageIntegrationOptions("arn:aws:iam::1:role/cdc") },
            Api = new ApiOptions { IsByOwner = true, Semantics = new SemanticOptions { Synonyms = new Dictionary<string, IReadOnlyList<string>> { ["GUESTS"] = ["people"] } } },
            FollowUps = [new FollowUpTask("TOTALS", MergeTask.Ci, "CALL TOTALS()")],
            TemplateFolder = Path.Combine(_folder.FullName, "templates"),
            Variables = new Dictionary<string, object> { ["owner"] = "it's me", ["tries"] = 3 },
        };

        var (exitCode, output, error) = await Program.RunAsync("--model", Written("model.yaml", text));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(Printed(new SnowflakeSql(model, options).SetUp()), output);
    }

    // The brand's own, and what is all brands', without which its rows would end in RAW.
    [Fact]
    public async Task Run_OneBrandOfAModel_PrintsItsObjectsAndCi()
    {
        var (exitCode, output, error) = await Program.RunAsync("--model", Written("model.json", JsonModel), "--brand", "BRAND_B");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            Printed(new SnowflakeSql(Same).SetUp().Where(statement => !statement.Name.StartsWith("BRAND_A_DB", StringComparison.Ordinal))),
            output);
        Assert.Contains("-- task/create-merge-ci: ALL_DB.", output, StringComparison.Ordinal);
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
    [InlineData(2, "--model", "MODEL", "--key", "shop.orders=id")]
    [InlineData(2, "--model", "MODEL", "--append-only", "shop.*")]
    [InlineData(2, "--source", "Server=127.0.0.1", "--brand", "A", "--stage-url", "s3://b/", "--key", "shop.orders")]
    [InlineData(2, "--source", "Server=127.0.0.1", "--brand", "A", "--stage-url", "s3://b/", "--key", "shop.orders=a,")]
    [InlineData(2, "--source", "Server=127.0.0.1", "--brand", "A", "--stage-url", "s3://b/", "--key", "shop.orders=a", "--key", "shop.orders=b")]
    [InlineData(2, "--model", "MODEL", "--brand", "BRAND_C")]
    [InlineData(2, "--model", "MODEL", "--table", "orders")]
    [InlineData(2, "--model", "MODEL", "--table", "shop.nothing")]
    [InlineData(2, "--model", "MODEL", "--object", "pip")]
    [InlineData(2, "--model", "EMPTY")]
    [InlineData(2, "--model", "MISSPELT")]
    [InlineData(2, "--model", "MISSPELT OPTION")]
    [InlineData(1, "--model", "OPTION OUT OF RANGE")]
    [InlineData(1, "--model", "KEYLESS")]
    [InlineData(1, "--model", "MODEL", "--templates", "no-such-folder")]
    public async Task Run_WhatCantBe_IsOneClearLine(int expected, params string[] arguments)
    {
        Dictionary<string, string> files = new()
        {
            ["MODEL"] = JsonModel,
            ["EMPTY"] = "",
            ["MISSPELT"] = JsonModel.Replace("\"stageUrl\"", "\"stageURI\"", StringComparison.Ordinal),
            ["MISSPELT OPTION"] = JsonModel.Replace("\"names\"", "\"options\": { \"rawRetention\": 1 }, \"names\"", StringComparison.Ordinal),
            ["OPTION OUT OF RANGE"] = JsonModel.Replace("\"names\"", "\"options\": { \"rawRetentionDays\": 91 }, \"names\"", StringComparison.Ordinal),
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

    /// <summary>The shapes are hashes of the columns: pipes look where capture writes only if each detail of each type is the same. And what they load must come to CI.</summary>
    [Fact]
    public async Task Run_LiveMySqlWithEveryType_RowsComeToCi()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync(Sql("common-types.sql"));
        await mysql.ExecuteAsync(Sql("mysql-types.sql"));
        await mysql.ExecuteAsync("CREATE TABLE kinds.keyless (a INT NOT NULL, b INT); INSERT INTO kinds.keyless VALUES (1, 1), (2, 2)");
        string store = Path.Combine(_folder.FullName, "store");
        (await QuickstartProgram.RunAsync("--source", $"M={mysql.ConnectionString}", "--tables", "kinds.*", "--key", "kinds.keyless=a", "--store", store, "--until-idle", "1", "--cut-interval", "500ms")).MustEndWith(0);
        FolderObjectStore folder = new(store);
        string[] live = ["--source", mysql.ConnectionString, "--brand", "M", "--tables", "kinds.*", "--stage-url", folder.Location.AbsoluteUri];

        var keyless = await Program.RunAsync(live);
        var unknown = await Program.RunAsync([.. live, "--key", "kinds.keyless=c"]);
        var log = await Program.RunAsync([.. live, "--append-only", "kinds.key*less", "--table", "kinds.keyless", "--object", "stream"]);
        var (exitCode, output, error) = await Program.RunAsync([.. live, "--key", "kinds.keyless=A"]);

        Assert.Equal((2, true), (keyless.ExitCode, keyless.Error.Contains("kinds.keyless has no primary key. Say with --key ", StringComparison.Ordinal)));
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Error.Contains("names the column c, which it doesn't have", StringComparison.Ordinal)));
        Assert.Contains("APPEND_ONLY = TRUE", log.Output, StringComparison.Ordinal);

        Assert.Equal((0, ""), (exitCode, error));
        string[] written = [.. Directory.GetDirectories(Path.Combine(store, "M", "data")).SelectMany(Directory.GetDirectories).Select(folder => Path.GetRelativePath(Path.Combine(store, "M", "data"), folder)).Order(StringComparer.Ordinal)];
        Assert.Equal(written, Folder().Matches(output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        await using var emulator = new SnowflakeEmulator();
        await using var connection = await emulator.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        await emulator.WatchAsync(folder, TestContext.Current.CancellationToken);
        command.CommandText = output;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await emulator.DrainAsync(TestContext.Current.CancellationToken);
        command.CommandText = "SELECT COUNT(*) FROM CI_DB.CI_SCHEMA.KEYLESS";
        Assert.Equal(2L, Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
        command.CommandText = "SELECT COUNT(*) FROM CI_DB.CI_SCHEMA.KEYS_ONLY";
        Assert.Equal(3L, Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
    }

    private static string Printed(IEnumerable<SqlStatement> statements) => string.Concat(statements.Select(statement => $"-- {statement.Template}: {statement.Name}\n{statement.Text};\n\n"));

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
