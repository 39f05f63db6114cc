namespace CdcToSnowflake.Hosting.Flow;

/// <summary>How long a round over all brands takes: a brand's next look comes by so much later.</summary>
internal sealed class FlowRound(TimeProvider time)
{
    private long _begun;
    private long _ticks;

    /// <summary>What the last round took, or what the one that runs has taken so far if that is more.</summary>
    public TimeSpan Length => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    public void Begin() => _begun = time.GetTimestamp();

    /// <summary>A look of the round that runs has seen something. One that hangs, or fails, doesn't make the others wait for it.</summary>
    public void Goes()
    {
        if (time.GetElapsedTime(_begun) is var taken && taken > Length)
        {
            Set(taken);
        }
    }

    public void End() => Set(time.GetElapsedTime(_begun));

    private void Set(TimeSpan length) => Volatile.Write(ref _ticks, length.Ticks);
}
