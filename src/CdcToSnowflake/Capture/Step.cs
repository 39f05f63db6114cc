namespace CdcToSnowflake.Capture;

/// <summary>Why the walk over a batch paused: something has to be waited for.</summary>
internal enum Step
{
    /// <summary>The batch is read.</summary>
    BatchEnd,

    /// <summary>The table of the current rows was never seen; the same event follows again.</summary>
    NewTable,

    /// <summary>A file has reached its size.</summary>
    FullFile,

    /// <summary>The cut should end here, at a boundary.</summary>
    CutDue,

    /// <summary>The current rows have another shape than those of their table in the cut.</summary>
    ShapeChanged,

    /// <summary>The rows since the last boundary are void, or were passed over and aren't: the cut has to be read again.</summary>
    Void,

    /// <summary>Something of a snapshot can be done here, at a boundary.</summary>
    SnapshotDue,

    /// <summary>A snapshot's reading must end before more changes are walked over.</summary>
    SnapshotAwaited,

    /// <summary>The place where a repeated reading was to end.</summary>
    Stop,
}
