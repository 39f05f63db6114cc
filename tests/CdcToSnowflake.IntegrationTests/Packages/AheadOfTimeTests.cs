using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Server.Http;
using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.IntegrationTests.Packages;

[Collection(PackageCollection.Name)]
public sealed class AheadOfTimeTests(PackageFeed feed)
{
    private const string Token = "a-token";

    [Fact]
    public async Task BinlogAndSqlApi_CompiledAheadOfTime_WarnOfNothingAndWork()
    {
        // As .NET's own compiler looks for what links its output ("Native AOT deployment", prerequisites).
        Assert.SkipUnless(OperatingSystem.IsWindows() || new[] { "clang", "gcc" }.Any(IsInPath), "Neither clang nor gcc is there to link a native program.");
        var code = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "tests", "CdcToSnowflake.IntegrationTests", "Packages", "AheadOfTime", "Program.cs"), TestContext.Current.CancellationToken);
        using var project = new PackageProject(feed, code, ["CdcToSnowflake"], ("PublishAot", "true"), ("TrimmerSingleWarn", "false"));
        var binlogs = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "samples", "Quickstart", "Data", "brand_a"), "binlog.*").Order(StringComparer.Ordinal).ToArray();
        await using var snowflake = new SnowflakeEmulator();
        await using var account = SnowflakeEmulatorServer.Start(snowflake, new EmulatorServerOptions { Account = "LOCAL", RowsPerPartition = 100 });
        account.AddProgrammaticAccessToken(Token);
        using var key = RSA.Create(2048);
        account.AddKey("cdc", key.ExportSubjectPublicKeyInfoPem());
        var keyFile = Path.Combine(project.Folder, "key.p8");
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        await using var mysql = await MySqlServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await mysql.ExecuteAsync("CREATE USER trial IDENTIFIED BY 'a secret'; GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO trial; CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, name VARCHAR(20), total DECIMAL(10,2))");
        var done = await DoneAsync(mysql);
        await mysql.ExecuteAsync("INSERT INTO shop.orders VALUES (1, 'Müller', 12.50)");

        // Warnings are errors there.
        await project.RunAsync("publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "native", "-v", "q");

        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(project.Folder, "native")), file => Path.GetFileName(file).StartsWith("CdcToSnowflake", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal));
        var written = await DotNet.ProgramAsync(Path.Combine(project.Folder, "native", OperatingSystem.IsWindows() ? "Trial.exe" : "Trial"), project.Folder, null, [account.Endpoint.AbsoluteUri, Token, keyFile, $"Server={mysql.Host};Port={mysql.Port};User ID=trial;Password=a secret", Path.Combine(mysql.DataFolder, "ca.pem"), done, .. binlogs]);
        var orders = await InsertedOrdersAsync(binlogs);
        Assert.True(orders > 2_000);
        Assert.Equal(
            [string.Create(CultureInfo.InvariantCulture, $"{orders} {orders} of files"), "Müller 12.50 of a live server", "42 in Snowflake's words", "2.50 1 of a transaction", "7 1.5 ä' 2026 bound", "500500 of partitions"],
            written.Trim().Split(Environment.NewLine));
        Assert.Equal(9, account.Requests.Count(request => request.Query.ContainsKey("partition")));
    }

    private static async Task<string> DoneAsync(MySqlServer mysql)
    {
        await using var connection = await mysql.OpenAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var command = new MySqlCommand("SELECT @@GLOBAL.gtid_executed", connection);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    // Counted by the same reader, with the just-in-time compiler.
    private static async Task<int> InsertedOrdersAsync(string[] binlogs)
    {
        var orders = 0;
        await foreach (var change in new BinlogFileReader(binlogs).ReadChangesAsync(null, TestContext.Current.CancellationToken))
        {
            orders += change.Kind == BinlogChangeKind.Insert && change.Table == "orders" ? 1 : 0;
        }

        return orders;
    }

    private static bool IsInPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
