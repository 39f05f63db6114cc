using System.Collections.Concurrent;

namespace OwnerApp.Accounts;

/// <summary>Writes down who owns what, as soon as the warehouse has a place for it; and tells it.</summary>
internal sealed partial class Owners(IRoleConnections connections, TimeProvider clock, ILogger<Owners> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // How long a feed may go on by what it knew: a question for each event would keep a warehouse awake.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    // And how long where the account is away.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, OwnedBrands> _brands = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastProblem;

    /// <summary>The brands that a role sees, once that is known.</summary>
    public async Task<IReadOnlyList<string>> BrandsOfAsync(string role, CancellationToken cancellationToken)
    {
        await _known.Task.WaitAsync(cancellationToken);
        await using var connection = await connections.OpenAsync(role: null, cancellationToken);
        var brands = await connection.QueryAsync(EmbeddedSql.Read("Accounts.owned"), [role], row => row.GetString(0), cancellationToken);
        _brands[role] = new OwnedBrands(brands, clock.GetTimestamp(), clock.GetTimestamp());
        return brands;
    }

    /// <summary>Whether a role sees a brand, as of a minute ago at most; of a quarter of an hour where the account is away, since a feed needs none.</summary>
    public async ValueTask<bool> SeesAsync(string role, string brand, CancellationToken cancellationToken)
    {
        if (!_brands.TryGetValue(role, out var last) || clock.GetElapsedTime(last.AskedAt) > Patience)
        {
            return (await BrandsOfAsync(role, cancellationToken)).Contains(brand);
        }

        // One listener asks, and the others go on.
        if (clock.GetElapsedTime(last.TriedAt) >= Fresh && _brands.TryUpdate(role, last with { TriedAt = clock.GetTimestamp() }, last))
        {
            try
            {
                return (await BrandsOfAsync(role, cancellationToken)).Contains(brand);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                GoesOn(role, e.Message);
            }
        }

        return last.Brands.Contains(brand);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The table of owners comes with the first brand, and an account may take its time.
        while (!await WriteAsync(stoppingToken))
        {
            await Task.Delay(Pause, stoppingToken);
        }

        _known.SetResult();
    }

    private async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await connections.OpenAsync(role: null, cancellationToken);
            await connection.ExecuteAsync(EmbeddedSql.Read("Accounts.owners"), [], cancellationToken);
            return true;
        }
        // Whatever it is, a restaurant's feed is no reason to end: a network that is away fails otherwise than a statement does.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (_lastProblem != e.Message)
            {
                _lastProblem = e.Message;
                Waiting(e.Message);
            }

            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Who sees what of {Role} can't be asked; its feeds go on by what was known: {Problem}")]
    private partial void GoesOn(string role, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The table of owners can't be written yet: {Problem}")]
    private partial void Waiting(string problem);
}
