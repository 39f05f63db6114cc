namespace CdcToSnowflake.Simulation;

/// <summary>One limit, and how far a scenario goes towards it.</summary>
/// <param name="Name">What is limited.</param>
/// <param name="Value">What the scenario has.</param>
/// <param name="Allowed">What may be.</param>
/// <param name="Source">Where that is said.</param>
/// <param name="Remedy">What to do about it, or why nothing needs doing.</param>
internal sealed record Limit(string Name, double Value, double Allowed, string Source, string Remedy)
{
    public bool IsHit => Value > Allowed;
}
