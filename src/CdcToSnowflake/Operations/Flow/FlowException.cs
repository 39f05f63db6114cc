namespace CdcToSnowflake.Operations.Flow;

/// <summary>A brand's flow can't be looked at. The message says why and what to do.</summary>
/// <remarks>Run the plan, which makes what the look needs.</remarks>
public sealed class FlowException : InvalidOperationException
{
    internal FlowException(string brand, string problem)
        : base($"The flow of brand {brand} can't be looked at: {problem}") => Brand = brand;

    /// <summary>The brand's id.</summary>
    public string Brand { get; }
}
