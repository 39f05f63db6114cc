using CdcToSnowflake.Binlog;
using CdcToSnowflake.Capture;
using CdcToSnowflake.Preflight;
using CdcToSnowflake.TestServers;
using CdcToSnowflake.Tests.Servers;
using CdcToSnowflake.Tests.Storage;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Preflight;

/// <summary>A brand's server, looked at before the first row. What the report says mends it is run, and then it must be mended.</summary>
public sealed class SourcePreflightTests
{
    private static readonly CaptureOptions Shop = new() { Tables = ["shop.*"] };

    [Fact]
    public async Task Run_ServerAsTheReadmeWantsIt_IsReady()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, total DECIMAL(12,2)); CREATE USER cdc IDENTIFIED BY 'x'; GRANT REPLICATION SLAVE, REPLICATION CLIENT, SELECT ON *.* TO cdc");
        var report = await RunAsync(As(server, "cdc"), Shop);
        Assert.True(report.IsReady, report.ToTable());
        Assert.DoesNotContain(report.Findings, finding => finding.Outcome != PreflightOutcome.Pass);
        Assert.EndsWith($"BRAND: {report.Findings.Count} pass, 0 warn, 0 fail\n", report.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EverythingWrong_EachIsNamedAndItsRemedyMendsIt()
    {
        await using var server = await MySqlServer.StartAsync(new DatabaseServerOptions
        {
            Arguments = ["--binlog-row-image=MINIMAL", "--binlog-row-metadata=MINIMAL", "--binlog-checksum=NONE", "--binlog-expire-logs-seconds=3600"],
        });
        await server.ExecuteAsync("""
            CREATE DATABASE shop; CREATE TABLE shop.`key less` (a INT); CREATE TABLE shop.old (id INT PRIMARY KEY) ENGINE = MyISAM;
            CREATE TABLE shop.hidden (id INT PRIMARY KEY, v VECTOR(3)); CREATE USER poor IDENTIFIED BY 'x'; GRANT INSERT ON shop.* TO poor
            """);
        var report = await RunAsync(As(server, "poor"), Shop);
        Assert.False(report.IsReady);
        string[] failed = ["binlog_row_image", "REPLICATION CLIENT", "REPLICATION SLAVE", "SELECT", "keys", "column types"];
        Assert.Equal(failed.Order(StringComparer.Ordinal), Checks(report, PreflightOutcome.Failure));
        string[] warned = ["binlog_checksum", "binlog_row_metadata", "binlog retention", "engines"];
        Assert.Equal(warned.Order(StringComparer.Ordinal), Checks(report, PreflightOutcome.Warning));
        for (var round = 0; report.Findings.Any(finding => finding.Outcome != PreflightOutcome.Pass); round++)
        {
            Assert.True(round < 5, report.ToTable());
            foreach (var finding in report.Findings.Where(finding => finding.Outcome != PreflightOutcome.Pass))
            {
                await server.ExecuteAsync(finding.Remedy!.Split(';')[0]);
            }

            report = await RunAsync(As(server, "poor"), Shop);
        }
    }

    [Fact]
    public async Task Run_NeitherGtidsNorPerformanceSchema_FailsSinceNoTableCanBeCopied()
    {
        await using var server = await MySqlServer.StartAsync(new DatabaseServerOptions { Arguments = ["--gtid-mode=OFF", "--enforce-gtid-consistency=OFF", "--performance-schema=OFF"] });
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY)");
        var report = await RunAsync(server.ConnectionString, Shop);
        Assert.Equal(["performance_schema"], Checks(report, PreflightOutcome.Failure));
        Assert.Equal(["gtid_mode"], Checks(report, PreflightOutcome.Warning));
    }

    [Fact]
    public async Task Run_LogsAndPersonalData_AreTakenAsTheOptionsSayAndMisspeltColumnsFail()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.log (a INT, _op INT); CREATE TABLE shop.customers (id INT PRIMARY KEY, email TEXT)");
        var options = Shop with { AppendOnlyTables = ["shop.log"], DroppedColumns = ["shop.customers.email", "shop.log._op"] };
        Assert.True((await RunAsync(server.ConnectionString, options)).IsReady);

        var report = await RunAsync(server.ConnectionString, options with { AppendOnlyTables = [], DroppedColumns = ["shop.customers.emial", "shop.log._op"] });
        Assert.Equal(["keys", "personal data"], Checks(report, PreflightOutcome.Failure));
        var lenient = await RunAsync(server.ConnectionString, options with { AppendOnlyTables = [], KeylessTables = KeylessTables.LeaveOut });
        Assert.True(lenient.IsReady);
        Assert.Contains("keys", Checks(lenient, PreflightOutcome.Warning));
        Assert.Contains(report.Findings, finding => finding.Check == "personal data" && finding.ToString().Contains("shop.customers.emial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NamedKeys_AreThereUniqueAndNotNull()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.t (a INT NOT NULL, b INT, c INT NOT NULL, UNIQUE INDEX (a, b), UNIQUE INDEX (c)); CREATE TABLE shop.p (id INT PRIMARY KEY, email TEXT)");
        Task<PreflightReport> Named(params string[] key) => RunAsync(server.ConnectionString, Shop with { KeyColumns = new Dictionary<string, IReadOnlyList<string>> { ["shop.t"] = key } });

        foreach (var key in (string[][])[["C"], ["c", "a"]])
        {
            var right = await Named(key);
            Assert.DoesNotContain(right.Findings, finding => finding.Outcome != PreflightOutcome.Pass);
        }

        Assert.Equal(["keys"], Checks(await Named("c", "d"), PreflightOutcome.Failure));
        Assert.Contains("shop.t.d", (await Named("c", "d")).ToTable(), StringComparison.Ordinal);

        var notUnique = Assert.Single((await Named("a")).Findings, finding => finding.Outcome != PreflightOutcome.Pass);
        Assert.Equal((PreflightOutcome.Warning, "keys"), (notUnique.Outcome, notUnique.Check));
        await server.ExecuteAsync(notUnique.Remedy!.Split(';')[0]);
        Assert.DoesNotContain((await Named("a")).Findings, finding => finding.Outcome != PreflightOutcome.Pass);

        var nullable = Assert.Single((await Named("a", "b")).Findings, finding => finding.Outcome != PreflightOutcome.Pass);
        Assert.Contains("MODIFY `b`", nullable.Remedy, StringComparison.Ordinal);

        // Capture refuses both.
        foreach (var treated in (CaptureOptions[])[Shop with { DroppedColumns = ["*.*.id"] }, Shop with { HashedColumns = ["shop.p.id"], HashSalt = "a salt of 16 bytes" }])
        {
            var report = await RunAsync(server.ConnectionString, treated with { KeyColumns = new Dictionary<string, IReadOnlyList<string>> { ["shop.t"] = ["c"] } });
            Assert.Equal(["keys"], Checks(report, PreflightOutcome.Failure));
            Assert.Contains("shop.p.id", report.ToTable(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_ReplicaForSnapshots_MustReplicateAndShowTheTables()
    {
        await using var primary = await MySqlServer.StartAsync();
        await using var replica = await MySqlServer.StartAsync(new DatabaseServerOptions { ServerId = 2 });
        await Replication.FollowAsync(primary, replica);
        await primary.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); CREATE TABLE shop.lines (id INT PRIMARY KEY)");
        await Replication.CatchUpAsync(primary, replica);
        Task<PreflightReport> Run(string reader) => new BrandPreflight("BRAND", primary.ConnectionString, null, null) { Capture = Shop, SnapshotSource = reader }.RunAsync();

        Assert.True((await Run(replica.ConnectionString)).IsReady);

        await replica.ExecuteAsync("STOP REPLICA; SET sql_log_bin = 0; DROP TABLE shop.lines; CREATE USER poor IDENTIFIED BY 'x'; GRANT SELECT ON shop.* TO poor");
        var report = await Run(replica.ConnectionString);
        Assert.Equal(["replica replication", "replica tables"], report.Findings.Where(finding => finding.Outcome == PreflightOutcome.Failure).Select(finding => $"{finding.Area} {finding.Check}"));
        Assert.Contains("shop.lines", report.ToTable(), StringComparison.Ordinal);

        var poor = Assert.Single((await Run(As(replica, "poor"))).Findings, finding => finding.Check == "REPLICATION CLIENT" && finding.Area == "replica");
        await replica.ExecuteAsync($"SET sql_log_bin = 0; {poor.Remedy!.Split(';')[0]}");
        Assert.DoesNotContain((await Run(As(replica, "poor"))).Findings, finding => finding.Check == "REPLICATION CLIENT" && finding.Area == "replica");
        Assert.Equal("connection", Assert.Single((await Run($"Server=127.0.0.1;Port={LoopbackPort.Next()};User ID=cdc;Password=wr0ng")).Findings, finding => finding.Area == "replica").Check);
    }

    // Amazon's servers are told by their folder; how long they keep the binlog stands in a table, and settings in a parameter group.
    [Fact]
    public async Task Run_ServerOfAmazons_ReadsItsRetentionAndNamesTheParameterGroup()
    {
        await using var server = await MySqlServer.StartAsync(new DatabaseServerOptions { Arguments = ["--basedir=/rdsdbbin/mysql", "--binlog-row-metadata=MINIMAL", "--binlog-expire-logs-seconds=2592000"] });
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY)");
        async Task<PreflightFinding> Retention() => Assert.Single((await RunAsync(server.ConnectionString, Shop)).Findings, finding => finding.Check == "binlog retention");

        Assert.Equal(PreflightOutcome.Warning, (await Retention()).Outcome); // the table can't be read
        await server.ExecuteAsync("CREATE TABLE mysql.rds_configuration (name VARCHAR(100) PRIMARY KEY, value VARCHAR(100)); INSERT INTO mysql.rds_configuration VALUES ('binlog retention hours', NULL)");
        Assert.Equal(PreflightOutcome.Failure, (await Retention()).Outcome);
        await server.ExecuteAsync("UPDATE mysql.rds_configuration SET value = '24'");
        Assert.Equal((PreflightOutcome.Warning, "CALL mysql.rds_set_configuration('binlog retention hours', 168);"), ((await Retention()).Outcome, (await Retention()).Remedy));
        await server.ExecuteAsync("UPDATE mysql.rds_configuration SET value = '168'");
        Assert.Equal(PreflightOutcome.Pass, (await Retention()).Outcome);

        var setting = Assert.Single((await RunAsync(server.ConnectionString, Shop)).Findings, finding => finding.Check == "binlog_row_metadata");
        Assert.Equal("In the parameter group: binlog_row_metadata = FULL, then reboot the writer.", setting.Remedy);
    }

    [Fact]
    public async Task Run_NothingMatches_FailsWithTheGrant()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); CREATE USER blind IDENTIFIED BY 'x'; GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO blind");
        var finding = Assert.Single((await RunAsync(As(server, "blind"), Shop)).Findings, finding => finding.Outcome == PreflightOutcome.Failure);
        Assert.Equal(("tables", "tables"), (finding.Area, finding.Check));
        await server.ExecuteAsync(finding.Remedy!.Split(';')[0]);
        Assert.True((await RunAsync(As(server, "blind"), Shop)).IsReady);
    }

    [Fact]
    public async Task Run_NoServerOrWrongPassword_IsAFindingWithoutThePassword()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE USER cdc IDENTIFIED BY 'right'");
        var wrong = new MySqlConnectionStringBuilder(server.ConnectionString) { UserID = "cdc", Password = "wr0ng-secret" }.ConnectionString;
        foreach (var connectionString in new[] { wrong, $"Server=127.0.0.1;Port={LoopbackPort.Next()};User ID=cdc;Password=wr0ng-secret" })
        {
            var report = await RunAsync(connectionString, Shop);
            Assert.Equal("connection", Assert.Single(report.Findings).Check);
            Assert.DoesNotContain("wr0ng-secret", report.ToTable(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_LastCutsPosition_FailsOnceTheServerHasPurgedIt()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); INSERT INTO shop.orders VALUES (1)");
        var store = new MemoryObjectStore();
        await new BrandCapture("BRAND", new BinlogFileReader(server.BinlogFiles), store, Shop).RunAsync();
        Assert.Equal(PreflightOutcome.Pass, await OutcomeAsync());
        await server.ExecuteAsync("INSERT INTO shop.orders VALUES (2); FLUSH BINARY LOGS; INSERT INTO shop.orders VALUES (3); FLUSH BINARY LOGS; PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
        Assert.Equal(PreflightOutcome.Failure, await OutcomeAsync());

        async Task<PreflightOutcome> OutcomeAsync() =>
            Assert.Single((await new BrandPreflight("BRAND", server.ConnectionString, store, null) { Capture = Shop }.RunAsync()).Findings, finding => finding.Check == "last cut's end").Outcome;
    }

    [Fact]
    public async Task Run_MariaDb_KnowsItsOwnWords()
    {
        await using var server = await MariaDbServer.StartAsync(new DatabaseServerOptions { Arguments = ["--expire-logs-days=1"] });
        await server.ExecuteAsync("""
            CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, at UUID);
            CREATE TABLE shop.lines (id INT PRIMARY KEY, o INT, FOREIGN KEY gone (o) REFERENCES shop.orders (id) ON DELETE CASCADE); CREATE USER poor IDENTIFIED BY 'x'; GRANT SELECT ON *.* TO poor
            """);
        var report = await RunAsync(As(server, "poor"), Shop);
        Assert.Equal(["REPLICATION CLIENT", "REPLICATION SLAVE"], Checks(report, PreflightOutcome.Failure));
        Assert.Equal(["binlog retention", "foreign keys"], Checks(report, PreflightOutcome.Warning));
        foreach (var finding in report.Findings.Where(finding => finding.Outcome == PreflightOutcome.Failure || finding.Check == "binlog retention"))
        {
            await server.ExecuteAsync(finding.Remedy!.Split(';')[0]);
        }

        report = await RunAsync(As(server, "poor"), Shop);
        Assert.True(report.IsReady, report.ToTable());
        Assert.Equal(["foreign keys"], Checks(report, PreflightOutcome.Warning));
    }

    [Fact]
    public async Task Run_MariaDbsOwnDefaultOfRowMetadata_FailsUntilTheRemedyIsRun()
    {
        await using var server = await MariaDbServer.StartAsync(new DatabaseServerOptions { Arguments = ["--binlog-row-metadata=NO_LOG"] });
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY)");
        var finding = Assert.Single((await RunAsync(server.ConnectionString, Shop)).Findings, finding => finding.Outcome == PreflightOutcome.Failure);
        Assert.Equal("binlog_row_metadata", finding.Check);
        await server.ExecuteAsync(finding.Remedy!.Split(';')[0]);
        Assert.True((await RunAsync(server.ConnectionString, Shop)).IsReady);
    }

    // MariaDB can be told to give itself out for another release.
    [Theory]
    [InlineData("5.7.44", "Upgrade the server to 8.0")]
    [InlineData("10.4.34-MariaDB", "Upgrade the server to 10.5")]
    public async Task Run_ServerThatCantLogSignsAndCharsets_FailsWithTheReleaseThatCan(string version, string remedy)
    {
        await using var server = await MariaDbServer.StartAsync(new DatabaseServerOptions { Arguments = [$"--version={version}"] });
        await server.ExecuteAsync("CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY)");
        var finding = Assert.Single((await RunAsync(server.ConnectionString, Shop)).Findings, finding => finding.Check == "version");
        Assert.Equal(PreflightOutcome.Failure, finding.Outcome);
        Assert.StartsWith(remedy, finding.Remedy, StringComparison.Ordinal);
    }

    private static Task<PreflightReport> RunAsync(string connectionString, CaptureOptions options) => new BrandPreflight("BRAND", connectionString, null, null) { Capture = options }.RunAsync();

    private static IEnumerable<string> Checks(PreflightReport report, PreflightOutcome outcome) =>
        report.Findings.Where(finding => finding.Outcome == outcome).Select(finding => finding.Check).Order(StringComparer.Ordinal);

    private static string As(DatabaseServer server, string user) => new MySqlConnectionStringBuilder(server.ConnectionString) { UserID = user, Password = "x", AllowPublicKeyRetrieval = true }.ConnectionString;
}
