namespace CdcToSnowflake.Emulator;

/// <summary>How pipes misbehave; the same seed and the same files give the same misbehaviour.</summary>
public sealed record PipeChaos
{
    /// <summary>What all chances are drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>The chance that a file is held back for some rounds of loading.</summary>
    /// <value>0 to 1; 0.3 by default.</value>
    public double Delay { get; init; } = 0.3;

    /// <summary>The longest hold, in rounds of loading.</summary>
    /// <value>At least 1; 5 by default.</value>
    public int LongestDelay { get; init; } = 5;

    /// <summary>The chance that a file is loaded a second time, as after a pipe was made again.</summary>
    /// <value>0 to 1; 0.1 by default.</value>
    public double Duplicate { get; init; } = 0.1;

    /// <summary>The chance that a file's notification is lost: only ALTER PIPE … REFRESH finds it then.</summary>
    /// <value>0 to 1; 0 by default.</value>
    public double Lose { get; init; }

    /// <summary>Whether waiting files load in a random order, and in small loads.</summary>
    /// <value>true by default.</value>
    public bool Reorder { get; init; } = true;
}
