namespace CdcToSnowflake.Operations.Failures;

/// <summary>What a sender has told of an alert.</summary>
/// <param name="News">How much there was to tell of it then; 0 if it was never told.</param>
/// <param name="At">When.</param>
/// <param name="IsResolved">Whether it told that it works again.</param>
internal sealed record ToldAlert(long News, DateTimeOffset At, bool IsResolved)
{
    public static readonly ToldAlert Nothing = new(0, DateTimeOffset.MinValue, false);
}
