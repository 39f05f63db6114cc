using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.IntegrationTests.Quickstart;

public sealed class LiveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quickstart-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_MySqlAndMariaDbWithCommonTypes_RawEqualsTheSources()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await using var mariaDb = await MariaDbServer.StartAsync();
        await mysql.ExecuteAsync(Sql("common-types.sql"));
        await mysql.ExecuteAsync(Sql("mysql-types.sql"));
        await mariaDb.ExecuteAsync(Sql("common-types.sql"));

        var result = (await QuickstartProgram.RunAsync("--source", $"M={mysql.ConnectionString}", "--source", $"N={mariaDb.ConnectionString}", "--until-idle", "1", "--cut-interval", "500ms"))
            .MustEndWith(0);

        Assert.Contains("RAW equals the source: yes", result.Output, StringComparison.Ordinal);
        Assert.Contains("of 16 tables compared", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KilledWhileTheSourceChanges_ResumesAndRawEqualsTheSource()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync("CREATE DATABASE bank; CREATE TABLE bank.account (id INT PRIMARY KEY, balance DECIMAL(12,2) NOT NULL); CREATE TABLE bank.move (id INT AUTO_INCREMENT PRIMARY KEY, a INT, b INT)");
        await mysql.ExecuteAsync("INSERT INTO bank.account WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 200) SELECT i, 100 FROM n");
        string[] arguments =
        [
            "--source", $"A={mysql.ConnectionString}", "--tables", "bank.*", "--cut-interval", "200ms", "--until-idle", "1",
            "--store", Path.Combine(_folder.FullName, "store"), "--db", Path.Combine(_folder.FullName, "snowflake.db"),
        ];
        using var stop = new CancellationTokenSource();
        var moving = MoveMoneyAsync(mysql, stop.Token);
        for (int kill = 0; kill < 4; kill++)
        {
            using var process = QuickstartProgram.Start(null, arguments);
            await Task.Delay(1000 + (700 * kill), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        Assert.True(await moving > 0);
        var result = (await QuickstartProgram.RunAsync([.. arguments, "--query", "SELECT SUM(\"BALANCE\") AS S FROM \"CI_DB\".\"CI_SCHEMA\".\"ACCOUNT\""])).MustEndWith(0);

        Assert.Contains("RAW equals the source: yes", result.Output, StringComparison.Ordinal);
        Assert.Contains("{\"S\":20000.00}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_GoodAndBadServer_PrintsATableAndExitCode1()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY)");
        string[] arguments = ["--source", $"A={mysql.ConnectionString}", "--preflight", "--store", Path.Combine(_folder.FullName, "store")];
        var good = (await QuickstartProgram.RunAsync(arguments)).MustEndWith(0);
        Assert.Contains(" 0 fail", good.Output, StringComparison.Ordinal);
        Assert.Contains("conditional writes", good.Output, StringComparison.Ordinal);
        await mysql.ExecuteAsync("CREATE TABLE d.keyless (a INT)");
        var bad = (await QuickstartProgram.RunAsync(arguments)).MustEndWith(1);
        Assert.Contains("ALTER TABLE `d`.`keyless` ADD", bad.Output, StringComparison.Ordinal);
        Assert.Contains("A: ", bad.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AskedToStop_CommitsWhatItHasAndExitCode130()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.t VALUES (1), (2), (3)");
        string store = Path.Combine(_folder.FullName, "store");
        // A cut that only the stop can end.
        using var process = QuickstartProgram.Start(null, "--source", $"A={mysql.ConnectionString}", "--store", store, "--cut-interval", "1h");
        string? line;
        do
        {
            line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line?.Contains("3 rows", StringComparison.Ordinal) == false);

        using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await QuickstartProgram.EndOfAsync(process)).MustEndWith(130);
        Assert.Contains("\"rows\":3", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(store, "A", "cuts"))), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_S3Store_RawEqualsTheSource()
    {
        await using var s3 = await S3Server.StartAsync();
        await CreateBucketAsync(s3, "quickstart");
        var environment = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = s3.AccessKey, ["AWS_SECRET_ACCESS_KEY"] = s3.SecretKey };

        var result = (await QuickstartProgram.RunAsync(environment, "--store", "s3://quickstart/some/prefix", "--s3-endpoint", s3.Endpoint.AbsoluteUri)).MustEndWith(0);

        Assert.Contains("RAW equals the source: yes", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerWithoutRowFormat_RefusesWithTheRemedy()
    {
        await using var mysql = await MySqlServer.StartAsync(new() { Arguments = ["--binlog-row-image=MINIMAL"] });

        var result = (await QuickstartProgram.RunAsync("--source", $"A={mysql.ConnectionString}", "--until-idle", "1")).MustEndWith(1);

        Assert.Contains("SET GLOBAL binlog_row_image = 'FULL'", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TableWithoutKey_NamesItAndGoesOnWithKeyOption()
    {
        await using var mysql = await MySqlServer.StartAsync();
        await mysql.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.audit (day DATE NOT NULL, line INT NOT NULL, what TEXT); INSERT INTO d.audit VALUES ('2026-01-01', 1, 'x'), ('2026-01-01', 2, NULL); DELETE FROM d.audit WHERE line = 1");

        var refused = (await QuickstartProgram.RunAsync("--source", $"A={mysql.ConnectionString}", "--until-idle", "1", "--quiet")).MustEndWith(1);
        var taken = (await QuickstartProgram.RunAsync("--source", $"A={mysql.ConnectionString}", "--until-idle", "1", "--key", "d.audit=day,line")).MustEndWith(0);

        Assert.Contains("d.audit", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("RAW equals the source: yes", taken.Output, StringComparison.Ordinal);
    }

    private static string Sql(string name)
    {
        using var reader = new StreamReader(typeof(LiveTests).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} isn't embedded."));
        return reader.ReadToEnd();
    }

    // Transfers between accounts, with key changes, deletes and rollbacks among them.
    private static async Task<int> MoveMoneyAsync(DatabaseServer server, CancellationToken stop)
    {
        var random = new Random(4711);
        await using var connection = await server.OpenAsync("bank", CancellationToken.None);
        int moves = 0;
        while (!stop.IsCancellationRequested)
        {
            var (a, b, amount) = (random.Next(1, 201), random.Next(1, 201), random.Next(1, 500));
            string sql = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
                BEGIN;
                UPDATE account SET balance = balance - {amount} WHERE id = {a};
                UPDATE account SET balance = balance + {amount} WHERE id = {b};
                INSERT INTO move (a, b) VALUES ({a}, {b});
                DELETE FROM move WHERE id < (SELECT m FROM (SELECT MAX(id) - 100 AS m FROM move) AS x);
                UPDATE account SET id = -id WHERE id = {a};
                UPDATE account SET id = -id WHERE id = -{a};
                {(random.Next(10) == 0 ? "ROLLBACK" : "COMMIT")};
                """);
            await using var command = new MySqlConnector.MySqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            moves++;
        }

        return moves;
    }

    private static async Task CreateBucketAsync(S3Server server, string bucket)
    {
        using var s3 = new Amazon.S3.AmazonS3Client(
            server.AccessKey, server.SecretKey, new Amazon.S3.AmazonS3Config { ServiceURL = server.Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = server.Region });
        await s3.PutBucketAsync(bucket);
    }
}
