using System.Collections.Concurrent;
using System.Net;
using CdcToSnowflake.Hosting.Sources;
using CdcToSnowflake.Tests.Capture;
using CdcToSnowflake.Tests.Storage;
using CdcToSnowflake.Tests.Warehouse.SqlApi.Documented;
using CdcToSnowflake.Warehouse;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Tests.Hosting;

/// <summary>The account may be any data source that the application makes, such as one whose tokens run out and are renewed.</summary>
public sealed class ProvidedAccountTests
{
    [Fact]
    public async Task Run_TokenRefused_TheProvidersNextOneIsTaken()
    {
        var tokens = 0;
        using var server = new Refusing("token1");
        using var http = new HttpClient(server);
        await using var service = await RunningService.StartAsync(cdc => cdc
            .ToStore(_ => new MemoryObjectStore())
            .ToSnowflake(_ => new SnowflakeSqlApiDataSource(
                new SnowflakeSqlApiOptions { Account = "myorg-myaccount", Authenticator = SnowflakeAuthenticator.OAuth, TokenProvider = _ => ValueTask.FromResult($"token{Interlocked.Increment(ref tokens)}") }, http, TimeProvider.System))
            .AddBrand("BRAND", brand => brand.From(_ => new BrandSource(new ScriptedReader([]))).Tables("none.*")));
        await RunningService.UntilAsync(() => service.Brand("BRAND").Error is not null, "what the account says");
        Assert.Equal(904, Assert.IsType<SnowflakeException>(service.Brand("BRAND").Error!.GetBaseException()).Number);
        Assert.Equal(["token1", "token2"], server.Tokens.Take(2));
    }

    /// <summary>Refuses one token, and every statement of who comes with another.</summary>
    private sealed class Refusing(string token) : HttpMessageHandler
    {
        public ConcurrentQueue<string> Tokens { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var given = request.Headers.Authorization!.Parameter!;
            Tokens.Enqueue(given);
            var (status, body) = given == token ? (HttpStatusCode.Unauthorized, "401.json") : (HttpStatusCode.UnprocessableEntity, "422.json");
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(Example.Text(body)) });
        }
    }
}
