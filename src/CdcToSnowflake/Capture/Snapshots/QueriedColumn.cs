using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>A column as its server defines it now, and how a SELECT gets its values.</summary>
/// <param name="Name">The name.</param>
/// <param name="Form">Its type, as the binlog has it.</param>
/// <param name="IsNullable">Whether NULL is allowed.</param>
/// <param name="Labels">An ENUM's or SET's strings; else none.</param>
/// <param name="Expression">The SQL that gives a value as the bytes that <see cref="Files.QueriedValue"/> reads.</param>
/// <param name="IsOrdered">Whether a range of a key can be asked for by values of the column, exactly and by its index.</param>
internal sealed record QueriedColumn(string Name, ColumnForm Form, bool IsNullable, IReadOnlyList<string> Labels, string Expression, bool IsOrdered)
{
    /// <summary>What becomes of its values before they are written; null if nothing.</summary>
    public ColumnTreatment? Treatment { get; init; }
}
