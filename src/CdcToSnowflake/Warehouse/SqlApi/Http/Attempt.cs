namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>How one try of a request ended.</summary>
/// <param name="Status">The HTTP status; 0 if there was no whole answer.</param>
/// <param name="Response">The body, if it was one of the SQL API's.</param>
/// <param name="RetryAfter">What the server asked for.</param>
/// <param name="Error">Why there was no whole answer.</param>
internal sealed record Attempt(int Status, SqlApiResponse? Response, TimeSpan? RetryAfter, Exception? Error)
{
    /// <summary>
    /// Sent again, with the same id: a broken connection, too many requests, a server's own trouble. A 408 that names a statement is no such thing: the statement's time was up, and it was cancelled.
    /// </summary>
    public bool IsWorthAnother => Status switch
    {
        0 => Error is not ResponseTooLargeException,
        408 => Response?.StatementHandle is null,
        429 or >= 500 => true,
        _ => false,
    };
}
