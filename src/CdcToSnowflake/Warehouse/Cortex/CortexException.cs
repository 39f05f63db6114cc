namespace CdcToSnowflake.Warehouse.Cortex;

/// <summary>A Cortex agent was not reached, refused a request, failed on it, or sent what can't be read.</summary>
/// <remarks>Do what the message says; give <see cref="RequestId"/> to Snowflake's support if it doesn't help. Only a request that can't have arrived was sent again.</remarks>
public sealed class CortexException : Exception
{
    /// <summary>Describes it.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="code">Snowflake's error code, such as 399504; null if it gave none.</param>
    /// <param name="requestId">Snowflake's id of the request; null if it gave none.</param>
    /// <param name="statusCode">The HTTP status; 0 if there was no whole answer.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public CortexException(string message, string? code, string? requestId, int statusCode, Exception? innerException)
        : base((code, requestId) switch
        {
            (null, null) => message,
            (_, null) => $"{code}: {message}",
            (null, _) => $"{message} [request {requestId}]",
            _ => $"{code}: {message} [request {requestId}]",
        }, innerException) => (Code, RequestId, StatusCode) = (code, requestId, statusCode);

    /// <summary>Snowflake's error code, such as 399504.</summary>
    /// <value>null if it gave none.</value>
    public string? Code { get; }

    /// <summary>Snowflake's id of the request, for its support.</summary>
    /// <value>null if it gave none.</value>
    public string? RequestId { get; }

    /// <summary>The HTTP status.</summary>
    /// <value>200 for a run that failed after it had begun; 0 if there was no whole answer.</value>
    public int StatusCode { get; }
}
