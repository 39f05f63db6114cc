using CdcToSnowflake.Emulator.Parsing.Ast;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Execution.Results;

/// <summary>The rows of a DuckDB query, as Snowflake's types.</summary>
internal sealed class DuckRows(DuckDBDataReader rows, IReadOnlyList<DataType> types) : IRowCursor
{
    public bool Read() => rows.Read();

    public object? Value(int column) => rows.IsDBNull(column) ? null : DuckValue.Read(rows, column, types[column]);

    public void Dispose() => rows.Dispose();
}
