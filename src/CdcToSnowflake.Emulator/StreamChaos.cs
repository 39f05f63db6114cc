namespace CdcToSnowflake.Emulator;

/// <summary>Makes streams go stale overnight, as one does whose task was suspended for too long; the same seed and the same nights give the same streams.</summary>
public sealed record StreamChaos
{
    /// <summary>What all chances are drawn from.</summary>
    /// <value>Required; from -2,147,483,648 to 2,147,483,647.</value>
    public required int Seed { get; init; }

    /// <summary>The chance of each stream in each night, which is a midnight (UTC) that the emulator's clock passes between two steps.</summary>
    /// <value>Default: 0.1; from 0 to 1.</value>
    public double Stale { get; init; } = 0.1;

    internal void Check() => ChaosChance.Check(Stale);
}
