using CdcToSnowflake.Binlog.Tests.Protocol;
using CdcToSnowflake.TestServers;
using MySqlConnector;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>A brand's bank on a server of its own, its tellers, and the network that captures reach it by.</summary>
internal sealed class BankBrand : IAsyncDisposable
{
    private const int Tellers = 2;
    private const int SentinelTeller = 1_000_000;

    private readonly List<Teller> _tellers;
    private readonly CancellationTokenSource _closing = new();
    private Task _working = Task.CompletedTask;
    private int _sentinels;

    private BankBrand(string id, DatabaseServer server, int balance, int seed)
    {
        Id = id;
        Server = server;
        Total = (decimal)balance * BankSchema.AccountsPerTable * BankSchema.AccountTables.Count;
        Network = new FaultProxy(server.Host, server.Port);
        _tellers = [.. Enumerable.Range(1, Tellers).Select(number => new Teller(server.ConnectionString, number, seed))];
    }

    public string Id { get; }

    public DatabaseServer Server { get; }

    public FaultProxy Network { get; }

    /// <summary>What the balances add up to, always.</summary>
    public decimal Total { get; }

    public int Committed => _tellers.Sum(teller => teller.Committed);

    public string Raw => $"\"{Id}_DB\".\"RAW_SCHEMA\"";

    /// <summary>Fails if a teller did: they know of nothing that they can't bear.</summary>
    public void Check() => Assert.False(_working.IsFaulted, _working.Exception?.ToString());

    /// <summary>The server by the network that breaks.</summary>
    public string CaptureConnection => new MySqlConnectionStringBuilder(Server.ConnectionString) { Server = "127.0.0.1", Port = (uint)Network.Port }.ConnectionString;

    public static async Task<BankBrand> StartAsync(string id, DatabaseServer server, int balance, int seed)
    {
        foreach (var statement in BankSchema.Statements(balance))
        {
            await server.ExecuteAsync(statement);
        }

        return new BankBrand(id, server, balance, seed);
    }

    public void Open() => _working = Task.WhenAll(_tellers.Select(teller => Task.Run(() => teller.RunAsync(_closing.Token))));

    /// <summary>Whether money moves at full rate from now on, or with pauses where there are few cores.</summary>
    public void Hurry(bool hurries) => _tellers.ForEach(teller => teller.Hurries = hurries);

    /// <summary>Lets no more money move.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync();
        await _working;
    }

    /// <summary>Changes a table's schema under load; new rows use it from then on.</summary>
    public async Task AddColumnAsync()
    {
        await Server.ExecuteAsync(BankSchema.AddColumn);
        _tellers.ForEach(teller => teller.HasBranch = true);
    }

    /// <summary>Commits a row that nothing else touches: where it is seen, everything before it has arrived.</summary>
    public async Task<int> CommitSentinelAsync()
    {
        var teller = SentinelTeller + _sentinels++;
        await Server.ExecuteAsync($"INSERT INTO bank.tallies VALUES ({teller}, 0)");
        return teller;
    }

    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var connection = await Server.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return await BankRows.ReadAsync(command);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
        await Network.DisposeAsync();
        await Server.DisposeAsync();
    }
}
