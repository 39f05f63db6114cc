using System.Threading.Channels;

namespace CdcToSnowflake.Emulator.Tests.Tasks;

/// <summary>Keeps what it hears; refuses as often as told to.</summary>
internal sealed class RecordingSink : INotificationSink
{
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();

    public List<(string Integration, string Message)> Heard { get; } = [];

    public int Refusals { get; set; }

    public async Task PublishAsync(string integration, string message, CancellationToken cancellationToken)
    {
        Heard.Add((integration, message));
        await _heard.Writer.WriteAsync(message, cancellationToken);
        if (Refusals-- > 0)
        {
            throw new IOException("The topic is away.");
        }
    }

    /// <summary>Whether one more is heard within that time.</summary>
    public async Task<bool> HearsAsync(TimeSpan within)
    {
        using var late = new CancellationTokenSource(within);
        try
        {
            await _heard.Reader.ReadAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
