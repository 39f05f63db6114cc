namespace CdcToSnowflake.Warehouse.SqlApi.Authentication;

/// <summary>Where a request's bearer token comes from.</summary>
internal interface ITokens : IDisposable
{
    /// <summary>The value of X-Snowflake-Authorization-Token-Type.</summary>
    string Type { get; }

    /// <summary>What to do when Snowflake keeps refusing.</summary>
    string Remedy { get; }

    /// <param name="refused">The token that Snowflake has just refused; null at first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken);
}
