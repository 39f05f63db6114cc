namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>A request as it arrived.</summary>
/// <param name="Number">Counts requests, from 1.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path, for instance <c>/api/v2/statements</c>.</param>
/// <param name="Query">The query's parameters.</param>
/// <param name="Headers">The headers, save for the bearer token.</param>
/// <param name="Body">The body; empty if there is none.</param>
public sealed record ServerRequest(
    long Number,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    string Body);
