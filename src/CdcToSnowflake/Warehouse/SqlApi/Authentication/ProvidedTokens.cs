namespace CdcToSnowflake.Warehouse.SqlApi.Authentication;

/// <summary>Tokens of a callback, which is asked anew for each request: only it knows how long one is good.</summary>
internal sealed class ProvidedTokens(string type, Func<CancellationToken, ValueTask<string>> provider) : ITokens
{
    // The SQLSTATE of what couldn't be reached: it passes as a rule, as a network's failure does.
    private const string ConnectionFailure = "08006";

    public string Type => type;

    public string Remedy => "Check the token, when it expires, and the user's network and authentication policies.";

    public async ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            token = await provider(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new SnowflakeException(0, ConnectionFailure, $"The token provider failed with {e.GetType().Name}, so nothing was sent. Check what it asks for tokens.", e);
        }

        // A line break would end the header.
        return token?.Length > 0 && token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new SnowflakeException(0, ConnectionFailure, "The token provider gave no token: it is empty, or holds spaces, line breaks or characters beyond ASCII. Nothing was sent.");
    }

    public void Dispose()
    {
    }
}
