using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.Throughput.Generate;

/// <summary>Lets a real MySQL write the binlog files that the figures are measured on: the same rows each time.</summary>
internal static class GenerateCommand
{
    public static async Task RunAsync(string shape, string folder)
    {
        Directory.CreateDirectory(folder);
        var server = await MySqlServer.StartAsync(new DatabaseServerOptions { Arguments = ["--max-binlog-size=1G", "--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0"] }).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            await server.ExecuteAsync("CREATE DATABASE shop").ConfigureAwait(false);
            await server.ExecuteAsync(Script("numbers"), "shop").ConfigureAwait(false);
            await server.ExecuteAsync(Script($"{shape}.create"), "shop").ConfigureAwait(false);
            await server.ExecuteAsync("FLUSH BINARY LOGS").ConfigureAwait(false);
            await FillAsync(server, Script($"{shape}.batch"), shape == "narrow" ? (Batches: 120, Rows: 10_000) : (Batches: 100, Rows: 1_000)).ConfigureAwait(false);
            var file = server.BinlogFiles[^1];
            await server.ExecuteAsync("FLUSH BINARY LOGS").ConfigureAwait(false);
            var target = Path.Combine(folder, $"{shape}.binlog");
            File.Copy(file, target, overwrite: true);
            Console.WriteLine(target);
        }
    }

    private static async Task FillAsync(MySqlServer server, string batch, (int Batches, int Rows) size)
    {
        var connection = await server.OpenAsync("shop").ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            for (var i = 0; i < size.Batches; i++)
            {
                var command = new MySqlCommand($"SET time_zone = '+00:00', @from = {1 + (i * size.Rows)};{batch}", connection) { CommandTimeout = 300 };
                await using (command.ConfigureAwait(false))
                {
                    await command.ExecuteNonQueryAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private static string Script(string name)
    {
        using var reader = new StreamReader(typeof(GenerateCommand).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
