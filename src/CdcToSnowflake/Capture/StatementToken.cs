namespace CdcToSnowflake.Capture;

/// <summary>
/// A token for a statement of MySqlConnector, which ends when another does and then throws nothing into whoever cancelled. The library ends a statement within the token's callback, by the address of its
/// socket, and throws there when the connection is just being lost ("Transport endpoint is not connected"). The statement itself then fails or ends as cancelled.
/// </summary>
internal sealed class StatementToken : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;

    public StatementToken(CancellationToken cancellationToken) => _registration = cancellationToken.UnsafeRegister(static source => Cancel((CancellationTokenSource)source!), _source);

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registration.Dispose(); // waits for a callback that runs
        _source.Dispose();
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException)
        {
            // What its callbacks threw. Whoever awaits the statement hears what became of it.
        }
    }
}
