namespace CdcToSnowflake.Emulator;

/// <summary>How runs of tasks are struck in the middle; the same seed and the same runs give the same faults.</summary>
public sealed record TaskChaos
{
    /// <summary>What all chances are drawn from.</summary>
    /// <value>Required; from -2,147,483,648 to 2,147,483,647.</value>
    public required int Seed { get; init; }

    /// <summary>The chance that one statement of a run's body fails, as by an error of the system: a handler in the body sees it.</summary>
    /// <value>Default: 0.2; from 0 to 1.</value>
    public double Failure { get; init; } = 0.2;

    /// <summary>The chance that a run is cancelled before one of its statements, as when its warehouse dies: no handler runs, an open transaction is rolled back.</summary>
    /// <value>Default: 0.1; from 0 to 1, with <see cref="Failure"/> at most 1.</value>
    public double Cancellation { get; init; } = 0.1;

    /// <summary>The highest number of the statement that is struck; a body with fewer goes through.</summary>
    /// <value>Default: 10; from 1.</value>
    public int MostStatements { get; init; } = 10;

    internal void Check()
    {
        ChaosChance.Check(Failure);
        ChaosChance.Check(Cancellation);
        ChaosChance.Check(Failure + Cancellation);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostStatements, 1);
    }
}
