namespace CdcToSnowflake.IntegrationTests.Readme;

internal interface IPager
{
    Task SendAsync(string text, CancellationToken cancellationToken);
}
