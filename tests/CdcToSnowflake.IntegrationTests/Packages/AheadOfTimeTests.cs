using System.Globalization;
using System.Runtime.InteropServices;
using CdcToSnowflake.Binlog;
using CdcToSnowflake.Emulator;
using CdcToSnowflake.Emulator.Server.Http;

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
        await using var account = SnowflakeEmulatorServer.Start(snowflake, new EmulatorServerOptions { Account = "LOCAL" });
        account.AddProgrammaticAccessToken(Token);

        // Warnings are errors there.
        await project.RunAsync("publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "native", "-v", "q");

        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(project.Folder, "native")), file => Path.GetFileName(file).StartsWith("CdcToSnowflake", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal));
        var written = await DotNet.ProgramAsync(Path.Combine(project.Folder, "native", OperatingSystem.IsWindows() ? "Trial.exe" : "Trial"), project.Folder, null, [account.Endpoint.AbsoluteUri, Token, .. binlogs]);
        var orders = await InsertedOrdersAsync(binlogs);
        Assert.True(orders > 2_000);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{orders} {orders} 42 in Snowflake's words"), written.Trim());
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
