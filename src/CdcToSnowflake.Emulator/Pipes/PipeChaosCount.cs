namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>How often pipes have misbehaved, so that a test can tell that it met what it is about.</summary>
internal sealed class PipeChaosCount
{
    private int _held;
    private int _repeated;

    /// <summary>Files that were held back, a second loading too.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Files that were queued a second time after they had loaded.</summary>
    public int Repeated => Volatile.Read(ref _repeated);

    public void Hold() => Interlocked.Increment(ref _held);

    public void Repeat() => Interlocked.Increment(ref _repeated);
}
