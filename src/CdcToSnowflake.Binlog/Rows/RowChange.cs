namespace CdcToSnowflake.Binlog;

/// <summary>One change of one row.</summary>
public readonly ref struct RowChange
{
    private readonly BinlogRow _before;
    private readonly BinlogRow _after;

    internal RowChange(RowOperation operation, BinlogRow before, BinlogRow after)
    {
        Operation = operation;
        _before = before;
        _after = after;
    }

    /// <summary>What happened.</summary>
    public RowOperation Operation { get; }

    /// <summary>Whether there is a before image: UPDATE and DELETE.</summary>
    public bool HasBefore => Operation != RowOperation.Insert;

    /// <summary>Whether there is an after image: INSERT and UPDATE.</summary>
    public bool HasAfter => Operation != RowOperation.Delete;

    /// <summary>The row as it was.</summary>
    /// <exception cref="InvalidOperationException">An INSERT has none.</exception>
    public BinlogRow Before => HasBefore ? _before : throw new InvalidOperationException("An INSERT has no before image.");

    /// <summary>The row as it is now.</summary>
    /// <exception cref="InvalidOperationException">A DELETE has none.</exception>
    public BinlogRow After => HasAfter ? _after : throw new InvalidOperationException("A DELETE has no after image.");
}
