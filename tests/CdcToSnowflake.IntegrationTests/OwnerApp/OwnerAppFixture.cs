namespace CdcToSnowflake.IntegrationTests.OwnerApp;

/// <summary>The application, started once for all tests of its page.</summary>
public sealed class OwnerAppFixture : IAsyncLifetime
{
    internal OwnerAppProgram App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await OwnerAppProgram.StartAsync("--OwnerApp:Replay:Speed=600"); // no test waits for a restaurant's quiet afternoon

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
