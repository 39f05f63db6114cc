namespace CdcToSnowflake.Model;

/// <summary>The declared type of a source column.</summary>
/// <param name="Kind">The family of the type.</param>
public sealed record SourceType(SourceKind Kind)
{
    /// <summary>Whether a numeric column is UNSIGNED.</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>Digits of a DECIMAL (1 to 65), bits of a BIT (1 to 64), the most numbers of a VECTOR (1 to 16,383); 0 for the others.</summary>
    public int Precision { get; init; }

    /// <summary>Digits after the point of a DECIMAL (0 to 38), or of the seconds of TIME, DATETIME and TIMESTAMP (0 to 6); 0 for the others.</summary>
    public int Scale { get; init; }

    /// <summary>Declared characters of CHAR and VARCHAR, declared bytes of BINARY and VARBINARY; 0 where unknown or meaningless.</summary>
    public int Length { get; init; }

    /// <summary>The type as MySQL writes it, for messages.</summary>
    /// <returns>For example <c>DECIMAL(10,2)</c> or <c>BIGINT UNSIGNED</c>.</returns>
    public override string ToString()
    {
        string name = Kind.ToString().ToUpperInvariant();
        string arguments = Kind switch
        {
            SourceKind.Decimal => $"({Precision},{Scale})",
            SourceKind.Bit or SourceKind.Vector => $"({Precision})",
            SourceKind.Time or SourceKind.DateTime or SourceKind.Timestamp when Scale > 0 => $"({Scale})",
            _ when Length > 0 => $"({Length})",
            _ => "",
        };
        return IsUnsigned ? $"{name}{arguments} UNSIGNED" : name + arguments;
    }
}
