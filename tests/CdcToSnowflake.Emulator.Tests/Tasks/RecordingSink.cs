namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>Keeps what it hears; refuses as often as told to.</summary>
internal sealed class RecordingSink : INotificationSink
{
    public List<(string Integration, string Message)> Heard { get; } = [];

    public int Refusals { get; set; }

    public Task PublishAsync(string integration, string message, CancellationToken cancellationToken)
    {
        Heard.Add((integration, message));
        return Refusals-- > 0 ? throw new IOException("The topic is away.") : Task.CompletedTask;
    }
}
