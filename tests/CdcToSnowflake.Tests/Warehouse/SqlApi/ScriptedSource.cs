using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Tests.Warehouse.SqlApi;

/// <summary>A data source over a <see cref="ScriptedServer"/> and an <see cref="InstantClock"/>.</summary>
internal sealed class ScriptedSource : IDisposable
{
    private readonly HttpClient _http;
    private int _tokens;

    public ScriptedSource(Func<SnowflakeSqlApiOptions, SnowflakeSqlApiOptions>? change = null)
    {
        _http = new HttpClient(Server) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new SnowflakeSqlApiOptions
        {
            Account = "myorg-myaccount",
            Authenticator = SnowflakeAuthenticator.OAuth,
            TokenProvider = _ => ValueTask.FromResult($"token{++_tokens}"),
        };
        Source = new SnowflakeSqlApiDataSource(change?.Invoke(options) ?? options, _http, Clock);
    }

    public ScriptedServer Server { get; } = new();

    public InstantClock Clock { get; } = new();

    public SnowflakeSqlApiDataSource Source { get; }

    public void Dispose()
    {
        Source.Dispose();
        _http.Dispose();
    }
}
