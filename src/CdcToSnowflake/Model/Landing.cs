namespace CdcToSnowflake.Model;

/// <summary>How a source type lands: its form in a file and its type in STG, RAW and CI. The writer of files and the SELECT of the pipes both go by it.</summary>
/// <param name="Form">The form in a file; the pipe's conversion follows from it.</param>
/// <param name="Type">The column's type in Snowflake.</param>
internal sealed record Landing(FileForm Form, SnowflakeType Type)
{
    // Snowflake's NUMBER has at most 38 digits, 37 of them after the point.
    private const int MostDigits = 38;
    private const int MostScale = 37;

    /// <summary>Digits of a <see cref="FileForm.Decimal"/>; else 0.</summary>
    public int Precision => Form == FileForm.Decimal ? Type.Precision : 0;

    /// <summary>Digits after the point of a <see cref="FileForm.Decimal"/>; else 0.</summary>
    public int Scale => Form == FileForm.Decimal ? Type.Scale : 0;

    /// <summary>The landing of a type.</summary>
    /// <param name="type">A source column's type.</param>
    /// <returns>Its landing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The kind isn't one of <see cref="SourceKind"/>.</exception>
    public static Landing Of(SourceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            SourceKind.TinyInt => Integer(3),
            SourceKind.SmallInt => Integer(5),
            SourceKind.MediumInt => Integer(8),
            SourceKind.Int => Integer(10),
            SourceKind.BigInt when !type.IsUnsigned => Integer(19),
            SourceKind.BigInt or SourceKind.Bit => new Landing(FileForm.Decimal, SnowflakeType.Number(20, 0)),
            SourceKind.Year => Integer(4),
            SourceKind.Decimal when type.Precision is >= 1 and <= MostDigits && type.Scale <= MostScale => new Landing(FileForm.Decimal, SnowflakeType.Number(type.Precision, type.Scale)),
            SourceKind.Decimal or SourceKind.Time => new Landing(FileForm.Text, SnowflakeType.VarChar),
            SourceKind.Float or SourceKind.Double => new Landing(FileForm.Double, SnowflakeType.Float),
            SourceKind.Date => new Landing(FileForm.Date, SnowflakeType.Date),
            SourceKind.DateTime => new Landing(FileForm.Micros, SnowflakeType.TimestampNtz),
            SourceKind.Timestamp => new Landing(FileForm.InstantText, SnowflakeType.TimestampTz),
            SourceKind.Char or SourceKind.VarChar or SourceKind.Text or SourceKind.Enum or SourceKind.Set => new Landing(FileForm.Text, SnowflakeType.VarChar),
            SourceKind.Json => new Landing(FileForm.Json, SnowflakeType.Variant),
            SourceKind.Binary or SourceKind.VarBinary or SourceKind.Blob or SourceKind.Geometry => new Landing(FileForm.Hex, SnowflakeType.Binary),

            // Snowflake's VECTOR(FLOAT, n) holds exactly n numbers and at most 4,096; MySQL's VECTOR(n) up to n, and up to 16,383.
            SourceKind.Vector => new Landing(FileForm.Vector, SnowflakeType.Array),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "Not a kind of source column."),
        };
    }

    private static Landing Integer(int digits) => new(FileForm.Integer, SnowflakeType.Number(digits, 0));
}
