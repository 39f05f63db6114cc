namespace CdcToSnowflake.Capture;

/// <summary>Where an event stands, for messages and comparisons.</summary>
internal readonly record struct EventPlace(string File, long Offset)
{
    public override string ToString() => $"{File}:{Offset}";
}
