namespace CdcToSnowflake.Emulator.Execution.Results;

/// <summary>Rows, forward only.</summary>
internal interface IRowCursor : IDisposable
{
    bool Read();

    /// <summary>null for SQL NULL; else bool, long, decimal, BigInteger, double, string, byte[], DateTime, TimeSpan or DateTimeOffset, by the column's type.</summary>
    object? Value(int column);
}
