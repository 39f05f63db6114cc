using System.Data.Common;
using System.Security.Cryptography;
using CdcToSnowflake.Emulator.Server.Http;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Emulator.Tests.Server.Http;

/// <summary>An emulator behind its server, and the built-in data source before it, with a key pair of their own.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    private static readonly RSA Key = RSA.Create(2048);

    public WireServer(EmulatorServerOptions? server = null, Func<SnowflakeSqlApiOptions, SnowflakeSqlApiOptions>? client = null, EmulatorOptions? emulator = null, TimeProvider? clock = null)
    {
        Emulator = new SnowflakeEmulator(emulator);
        Server = SnowflakeEmulatorServer.Start(Emulator, (server ?? new EmulatorServerOptions()) with { Account = "MYORG-MYACCOUNT" });
        Server.AddKey("cdc", Key.ExportSubjectPublicKeyInfoPem());
        Options = new SnowflakeSqlApiOptions { Account = "myorg-myaccount", User = "cdc", PrivateKey = Key.ExportPkcs8PrivateKeyPem(), Endpoint = Server.Endpoint };
        Options = client?.Invoke(Options) ?? Options;
        Source = new SnowflakeSqlApiDataSource(Options, clock: clock);
    }

    public SnowflakeEmulator Emulator { get; }

    public SnowflakeEmulatorServer Server { get; }

    public SnowflakeSqlApiOptions Options { get; }

    public SnowflakeSqlApiDataSource Source { get; }

    public IEnumerable<ServerRequest> Submitted => Server.Requests.Where(request => request is { Method: "POST", Path: "/api/v2/statements" });

    /// <summary>A connection straight to the emulator, in a new database D.</summary>
    public DbConnection Direct() => Emulator.OpenIn();

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Server.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
