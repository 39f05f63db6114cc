using System.Diagnostics;
using System.Text.Json.Nodes;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Samples;

/// <summary>The BinlogCat program on a live server.</summary>
public sealed class BinlogCatMySqlTests
{
    [Fact]
    public async Task Run_Source_PrintsFromTheFirstFileOnAndWhatComes()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.ExecuteAsync("CREATE DATABASE cat; CREATE TABLE cat.a (id INT PRIMARY KEY); INSERT INTO cat.a VALUES (1); FLUSH BINARY LOGS; INSERT INTO cat.a VALUES (2)");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "BinlogCat.dll"), "--source", server.ConnectionString]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var ended = patience.Token.Register(process.Kill);
        for (var id = 1; id <= 3; id++)
        {
            var line = JsonNode.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
            Assert.Equal(("I", "a", id), ((string)line["op"]!, (string)line["table"]!, (int)line["after"]!["id"]!));
            if (id == 2)
            {
                await server.ExecuteAsync("INSERT INTO cat.a VALUES (3)");
            }
        }

        using (var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await interrupt.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
