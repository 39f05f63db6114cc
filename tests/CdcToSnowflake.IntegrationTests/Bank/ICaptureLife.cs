namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>The service at work until it is broken off.</summary>
internal interface ICaptureLife : IAsyncDisposable
{
    /// <summary>What it says of itself.</summary>
    string Messages { get; }

    /// <summary>Whether it gave up on something, which nothing in this test may make it do.</summary>
    bool HasGivenUp { get; }

    /// <summary>Ends it, without a chance to tidy up where it has none.</summary>
    Task BreakOffAsync();
}
