namespace CdcToSnowflake.Warehouse.SqlApi.Authentication;

/// <summary>Tokens of a callback, which is asked anew for each request: only it knows how long one is good.</summary>
internal sealed class ProvidedTokens(string type, Func<CancellationToken, ValueTask<string>> provider) : ITokens
{
    public string Type => type;

    public string Remedy => "Check the token, when it expires, and the user's network and authentication policies.";

    public async ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        var token = await provider(cancellationToken).ConfigureAwait(false);
        // A line break would end the header.
        return token?.Length > 0 && token.All(c => c is > ' ' and <= '~') ? token : throw new InvalidOperationException("The token provider gave no token: it is empty, or holds spaces, line breaks or characters beyond ASCII.");
    }

    public void Dispose()
    {
    }
}
