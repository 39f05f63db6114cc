using System.Text;
using CdcToSnowflake.Emulator.Server.Http;

namespace CdcToSnowflake.Emulator.Tests.Server.Http;

/// <summary>What the server tells of the requests that it had.</summary>
public sealed class RequestLogTests
{
    [Fact]
    public async Task Requests_AreLogged_WithoutTheToken()
    {
        await using var emulator = new SnowflakeEmulator();
        await using var server = SnowflakeEmulatorServer.Start(emulator);
        server.AddOAuthToken("good");
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer good");
        using var content = new StringContent("""{"statement":"select 1"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("api/v2/statements?requestId=1", UriKind.Relative), content);
        var request = Assert.Single(server.Requests);
        Assert.Equal((1L, "POST", "/api/v2/statements", "1", """{"statement":"select 1"}"""), (request.Number, request.Method, request.Path, request.Query["requestId"], request.Body));
        Assert.DoesNotContain("good", request.Headers["Authorization"], StringComparison.Ordinal);
    }
}
