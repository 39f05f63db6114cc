using System.Collections;

namespace CdcToSnowflake.Simulation;

/// <summary>One cut of a brand on its way.</summary>
/// <param name="Opened">The second of its first change.</param>
/// <param name="Closed">The second of its last.</param>
/// <param name="Rows">Its changes.</param>
/// <param name="CiRows">Of them, those of tables that CI has.</param>
/// <param name="Changed">The tables that changed: each has a file.</param>
/// <param name="Files">How many these are.</param>
internal sealed record Cut(double Opened, double Closed, long Rows, long CiRows, BitArray Changed, int Files)
{
    /// <summary>When its manifest can be seen, in STG or for a COPY.</summary>
    public double ManifestSeen { get; set; }

    /// <summary>When its last file, too, can be seen.</summary>
    public double Complete { get; set; }

    /// <summary>When its changes are in RAW.</summary>
    public double Merged { get; set; }
}
