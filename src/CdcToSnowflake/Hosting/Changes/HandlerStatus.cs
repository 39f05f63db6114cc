namespace CdcToSnowflake.Hosting.Changes;

/// <summary>How a change handler is, with one brand, at a moment.</summary>
/// <param name="Handler">The handler's name.</param>
/// <param name="Brand">The brand's id.</param>
/// <param name="State">What it does.</param>
/// <param name="Error">Why it is retrying or stopped; else null.</param>
/// <param name="Failures">How often in a row it failed.</param>
/// <param name="Done">The last cut that it is done with; 0 for none known.</param>
/// <param name="Behind">Committed cuts that it isn't done with.</param>
public sealed record HandlerStatus(string Handler, string Brand, HandlerState State, Exception? Error, int Failures, ulong Done, ulong Behind)
{
    /// <summary>How long ago the cut was committed whose changes it is given now, by the clocks of the machine that committed it and of this one.</summary>
    /// <value>Zero while it waits for the next.</value>
    public TimeSpan Lag { get; init; }
}
