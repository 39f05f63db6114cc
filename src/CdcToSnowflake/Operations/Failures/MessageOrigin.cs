namespace CdcToSnowflake.Operations.Failures;

/// <summary>What an envelope says of a message that says nothing of itself.</summary>
/// <param name="Id">The message's id; null if there was no envelope.</param>
/// <param name="At">When it was sent.</param>
internal sealed record MessageOrigin(string? Id, DateTimeOffset At)
{
    public static readonly MessageOrigin Unknown = new(null, DateTimeOffset.MinValue);
}
