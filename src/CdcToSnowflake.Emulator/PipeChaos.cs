namespace CdcToSnowflake.Emulator;

/// <summary>How pipes misbehave; the same seed and the same files give the same misbehaviour.</summary>
public sealed record PipeChaos
{
    /// <summary>What all chances are drawn from.</summary>
    /// <value>Required; from -2,147,483,648 to 2,147,483,647.</value>
    public required int Seed { get; init; }

    /// <summary>The chance that a file is held back for some rounds of loading.</summary>
    /// <value>Default: 0.3; from 0 to 1.</value>
    public double Delay { get; init; } = 0.3;

    /// <summary>The longest hold, in rounds of loading.</summary>
    /// <value>Default: 5; from 1.</value>
    public int LongestDelay { get; init; } = 5;

    /// <summary>The chance that a file is loaded a second time, as after a pipe was made again.</summary>
    /// <value>Default: 0.1; from 0 to 1.</value>
    public double Duplicate { get; init; } = 0.1;

    /// <summary>The chance that a file's notification is lost: only ALTER PIPE … REFRESH finds it then.</summary>
    /// <value>Default: 0; from 0 to 1.</value>
    public double Lose { get; init; }

    /// <summary>Whether waiting files load in a random order, and in small loads.</summary>
    /// <value>Default: true.</value>
    public bool Reorder { get; init; } = true;

    internal void Check()
    {
        ChaosChance.Check(Delay);
        ChaosChance.Check(Duplicate);
        ChaosChance.Check(Lose);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestDelay, 1);
    }
}
