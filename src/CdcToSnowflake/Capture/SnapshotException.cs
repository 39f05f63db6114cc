using CdcToSnowflake.Capture.Snapshots;

namespace CdcToSnowflake.Capture;

/// <summary>A table can't be read for its snapshot.</summary>
/// <remarks>If <see cref="IsPassing"/>, none: the service tries again by itself. Else give the account SELECT on the table, or leave the table out.</remarks>
public sealed class SnapshotException : CaptureException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The table's schema; empty where it isn't about one table.</param>
    /// <param name="table">The table; empty where it isn't about one table.</param>
    /// <param name="problem">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public SnapshotException(string brand, string schema, string table, string problem, Exception? innerException = null)
        : base(brand, table.Length == 0 ? $"snapshot: {problem}" : $"snapshot of {schema}.{table}: {problem}", innerException: innerException)
        => (Schema, Table) = (schema, table);

    /// <summary>Whether it may go better without anything being changed: the server could not be reached, or ended the session.</summary>
    public bool IsPassing => InnerException is { } cause && (ReadFailure.IsPassing(cause) || (cause.InnerException is { } first && ReadFailure.IsPassing(first)));

    /// <summary>The table's schema; empty where it isn't about one table.</summary>
    public string Schema { get; }

    /// <summary>The table; empty where it isn't about one table.</summary>
    public string Table { get; }
}
