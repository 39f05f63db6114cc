namespace CdcToSnowflake.Emulator.Notifications;

/// <summary>A message that its sink has not taken yet.</summary>
internal sealed class WaitingMessage(string integration, string text)
{
    public string Integration => integration;

    public string Text => text;

    public int Refusals { get; set; }

    public DateTimeOffset NotBefore { get; set; }
}
