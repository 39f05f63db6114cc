namespace CdcToSnowflake.Model;

/// <summary>A column of a source table.</summary>
/// <param name="Name">The name as the source writes it, case kept.</param>
/// <param name="Type">The declared type.</param>
/// <param name="IsNullable">Whether the source allows NULL.</param>
public sealed record SourceColumn(string Name, SourceType Type, bool IsNullable)
{
    // What a hash is: 64 hexadecimal digits.
    private static readonly SourceType HashType = new(SourceKind.Char) { Length = 64 };

    /// <summary>What was done to the column before its values were written: the files hold hashes, or lack it.</summary>
    /// <value>Default: null: they hold the values.</value>
    public ColumnTreatment? Treatment { get; init; }

    /// <summary>Whether files have the column.</summary>
    internal bool IsWritten => Treatment != ColumnTreatment.Drop;

    /// <summary>The type of what the files hold.</summary>
    internal SourceType WrittenType => Treatment == ColumnTreatment.Hash ? HashType : Type;
}
