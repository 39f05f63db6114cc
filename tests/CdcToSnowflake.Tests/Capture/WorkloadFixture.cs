using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Capture;

/// <summary>A workload's binlog files, made once by a real MySQL and copied away from it.</summary>
public sealed class WorkloadFixture : IAsyncLifetime
{
    public const string Schema = "workload";

    private readonly TemporaryFolder _folder = new();

    internal Workload Workload { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await using var mysql = new MySqlFixture();
        await mysql.InitializeAsync();
        var copies = new List<string>();
        foreach (var file in await mysql.WriteAsync(Schema, Workload.Sql(seed: 1, transactions: 400)))
        {
            copies.Add(Path.Combine(_folder.Path, Path.GetFileName(file)));
            File.Copy(file, copies[^1]);
        }

        Workload = await Workload.ReadAsync(copies);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
