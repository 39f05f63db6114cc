namespace CdcToSnowflake.Operations.Failures;

/// <summary>What a sender has told of an alert.</summary>
/// <param name="Sender">Which sender; null of what a release kept that went by the senders' order.</param>
/// <param name="News">How much there was to tell of it then; 0 if it was never told, or not since it failed anew.</param>
/// <param name="At">When; of what failed anew, when the end of what was before was told.</param>
/// <param name="IsResolved">Whether it told that it works again.</param>
internal sealed record ToldAlert(string? Sender, long News, DateTimeOffset At, bool IsResolved)
{
    /// <summary>Of a sender that has told nothing.</summary>
    public static ToldAlert Nothing(string sender) => new(sender, 0, DateTimeOffset.MinValue, false);
}
