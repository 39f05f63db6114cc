using CdcToSnowflake.Binlog.Tests.Rows;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>A MariaDB that encrypts its binlog: the server decrypts what it sends, the file alone can't be read.</summary>
public sealed class EncryptedMariaDbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("encrypted-binlog-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReadAsync_EncryptedBinlog_FromTheServerOnly()
    {
        var keys = Path.Combine(_folder, "keys");
        File.WriteAllText(keys, "1;00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n");
        await using var server = await MariaDbServer.StartAsync(new() { Arguments = ["--plugin-load-add=file_key_management", $"--file-key-management-filename={keys}", "--encrypt-binlog=ON"] });
        await server.ExecuteAsync("CREATE DATABASE e; CREATE TABLE e.a (id INT PRIMARY KEY); INSERT INTO e.a VALUES (1), (2); FLUSH BINARY LOGS; INSERT INTO e.a VALUES (3); DROP DATABASE e");

        await using var client = new BinlogClient(BinlogClientOptions.Parse(server.ConnectionString));
        Assert.Equal(
            ["a INSERT INTO e.a VALUES (1), (2)", "a INSERT INTO e.a VALUES (3)"], await RowsStatements.ReadAsync(client, new BinlogPosition("binlog.000001", BinlogPosition.FirstEvent)));

        var error = await Assert.ThrowsAsync<BinlogUnsupportedException>(() => DecodedRows.ReadAsync(new BinlogFileReader([server.BinlogFiles[0]])));
        Assert.Contains("encrypt_binlog", error.Message, StringComparison.Ordinal);
        Assert.Equal(("binlog.000001", 256), (error.File, error.Position!.Value));
    }
}
