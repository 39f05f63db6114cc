using System.Diagnostics;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Servers;

public sealed class TestServersTests
{
    [Fact]
    public async Task MySql_KilledAndStartedAgain_KeepsCommittedRowsAndTakesNewOptions()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.t VALUES (7)");

        await server.KillAsync();
        await server.StartAgainAsync(["--binlog-row-image=MINIMAL"]);

        await using var connection = await server.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT CONCAT(id, @@GLOBAL.binlog_row_image) FROM d.t";
        Assert.Equal("7MINIMAL", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        Assert.All(server.BinlogFiles, file => Assert.True(File.Exists(file), file));
        Assert.True(server.BinlogFiles.Count >= 2);
    }

    [Fact]
    public async Task Server_AfterDisposal_LeavesNoProcessAndNoFolder()
    {
        var server = await MariaDbServer.StartAsync();
        var folder = Path.GetDirectoryName(server.DataFolder)!;
        Assert.NotEmpty(ProcessesNaming(folder));

        await server.DisposeAsync();

        Assert.Empty(ProcessesNaming(folder));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task StartAsync_OptionThatTheServerRefuses_SaysSoWithTheServersWords()
    {
        var error = await Assert.ThrowsAsync<TestServerException>(() => MySqlServer.StartAsync(new() { Arguments = ["--no-such-option=1"] }));

        Assert.Contains("no-such-option", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckSnowflakeAsync_OneGoodAndOneBadStatement_NamesTheBadOne()
    {
        var folder = Directory.CreateTempSubdirectory("cdc-lint-");
        try
        {
            var good = Path.Combine(folder.FullName, "good.sql");
            var bad = Path.Combine(folder.FullName, "bad.sql");
            await File.WriteAllTextAsync(good, "CREATE STREAM s ON TABLE t APPEND_ONLY = TRUE;\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(bad, "CREATE STREAM s UPON TABLE t;\n", TestContext.Current.CancellationToken);

            var complaints = await SqlLint.CheckSnowflakeAsync([good, bad], TestContext.Current.CancellationToken);

            Assert.NotEmpty(complaints);
            Assert.All(complaints, line => Assert.StartsWith(bad, line, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A server runs as a loader with its paths as arguments, so its command line names its folder.</summary>
    private static List<string> ProcessesNaming(string folder)
    {
        var found = new List<string>();
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    var line = File.ReadAllText($"/proc/{process.Id}/cmdline");
                    if (line.Contains(folder, StringComparison.Ordinal))
                        found.Add(line.Replace('\0', ' '));
                }
                catch (IOException)
                {
                    // It ended meanwhile.
                }
            }
        }
        return found;
    }
}
