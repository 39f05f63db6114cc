using System.Text.Json;
using CdcToSnowflake.Binlog.Tests.Rows;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>A MySQL that encrypts its binlog: the server decrypts what it sends, the file alone can't be read.</summary>
public sealed class EncryptedMySqlTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("encrypted-binlog-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReadAsync_EncryptedBinlog_FromTheServerOnly()
    {
        await using var server = await MySqlServer.StartAsync();
        await server.StopAsync();
        await server.StartAgainAsync([KeyringOption(server), "--binlog-encryption=ON"]);
        await server.ExecuteAsync("CREATE DATABASE e; CREATE TABLE e.a (id INT PRIMARY KEY); SET SESSION binlog_rows_query_log_events = ON; INSERT INTO e.a VALUES (1), (2); FLUSH BINARY LOGS; INSERT INTO e.a VALUES (3); DROP DATABASE e");
        var encrypted = server.BinlogFiles.Where(file => File.ReadAllBytes(file)[0] == 0xFD).ToList();

        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        Assert.Equal(
            ["a INSERT INTO e.a VALUES (1), (2)", "a INSERT INTO e.a VALUES (3)"],
            await RowsStatements.ReadAsync(client, new BinlogPosition(Path.GetFileName(encrypted[0]), BinlogPosition.FirstEvent)));

        Assert.Equal(2, encrypted.Count);
        foreach (var file in encrypted)
        {
            var error = await Assert.ThrowsAsync<BinlogUnsupportedException>(() => DecodedRows.ReadAsync(new BinlogFileReader([file])));
            Assert.Contains("binlog_encryption", error.Message, StringComparison.Ordinal);
            Assert.Equal(Path.GetFileName(file), error.File);
        }
    }

    /// <summary>Gives the server a file for its keys: a component is named in the data folder, and set up beside its library.</summary>
    private string KeyringOption(MySqlServer server)
    {
        const string Component = "component_keyring_file";
        var plugins = Path.Combine(Path.GetDirectoryName(server.ProgramPath("mysqld"))!, "..", "root", "usr", "lib", "mysql", "plugin");
        foreach (var library in Directory.GetFiles(plugins, "component_*.so"))
        {
            File.CreateSymbolicLink(Path.Combine(_folder, Path.GetFileName(library)), Path.GetFullPath(library));
        }

        File.WriteAllText(Path.Combine(_folder, $"{Component}.cnf"), JsonSerializer.Serialize(new { path = Path.Combine(_folder, "keys"), read_only = false }));
        File.WriteAllText(Path.Combine(server.DataFolder, "mysqld.my"), JsonSerializer.Serialize(new { components = $"file://{Component}" }));
        return $"--plugin-dir={_folder}";
    }
}
