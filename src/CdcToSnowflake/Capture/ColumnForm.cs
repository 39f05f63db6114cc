using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture;

/// <summary>What can be told of a column's type, from rows, from a shape in the store, or from a statement.</summary>
/// <param name="Type">The type.</param>
/// <param name="SizeBytes">TEXT and BLOB: how many bytes a value's length takes (1 = TINYTEXT … 4 = LONGTEXT); 0 where unknown, and for other types.</param>
/// <param name="Labels">ENUM's and SET's members; null where unknown, and for other types.</param>
/// <param name="Treatment">What becomes of its values before they are written; null if nothing.</param>
internal sealed record ColumnForm(SourceType Type, int SizeBytes = 0, IReadOnlyList<string>? Labels = null, ColumnTreatment? Treatment = null)
{
    /// <summary>Whether NULL is allowed, by rows or a shape; a statement's form doesn't say.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The character set of a text, by rows or a SELECT; null where unknown, and for other types. A statement's form doesn't say, nor does a shape.</summary>
    public string? Charset { get; init; }
}
