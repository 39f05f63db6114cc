namespace CdcToSnowflake.Emulator.Execution.Results;

/// <summary>Rows that were made here: of SHOW, of a DML statement's counts.</summary>
internal sealed class MemoryRows(IReadOnlyList<object?[]> rows) : IRowCursor
{
    private int _at = -1;

    public IReadOnlyList<object?[]> All => rows;

    public bool Read() => ++_at < rows.Count;

    public object? Value(int column) => rows[_at][column];

    public void Dispose()
    {
    }
}
