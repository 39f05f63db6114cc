using System.Data.Common;

namespace OwnerApp.Accounts;

/// <summary>Writes down who owns what, as soon as the warehouse has a place for it; and tells it.</summary>
internal sealed partial class Owners(IRoleConnections connections, ILogger<Owners> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastProblem;

    /// <summary>The brands that a role sees, once that is known.</summary>
    public async Task<IReadOnlyList<string>> BrandsOfAsync(string role, CancellationToken cancellationToken)
    {
        await _known.Task.WaitAsync(cancellationToken);
        await using var connection = await connections.OpenAsync(role: null, cancellationToken);
        return await connection.QueryAsync(EmbeddedSql.Read("Accounts.owned"), [role], row => row.GetString(0), cancellationToken);
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
            foreach (var statement in EmbeddedSql.Read("Accounts.owners").Split(";\n"))
            {
                await connection.ExecuteAsync(statement, [], cancellationToken);
            }

            return true;
        }
        catch (DbException e)
        {
            if (_lastProblem != e.Message)
            {
                _lastProblem = e.Message;
                Waiting(e.Message);
            }

            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The table of owners can't be written yet: {Problem}")]
    private partial void Waiting(string problem);
}
