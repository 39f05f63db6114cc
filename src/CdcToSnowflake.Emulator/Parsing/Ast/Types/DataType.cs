namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A type with its parameters: precision and scale of NUMBER, length of VARCHAR and BINARY, fraction digits of times, dimension of VECTOR.</summary>
internal sealed record DataType(TypeKind Kind, int? Precision = null, int? Scale = null, DataType? Element = null) : SqlNode
{
    public static DataType Null { get; } = new(TypeKind.Null);
    public static DataType Boolean { get; } = new(TypeKind.Boolean);
    public static DataType Float { get; } = new(TypeKind.Float);
    public static DataType Varchar { get; } = new(TypeKind.Varchar);
    public static DataType Binary { get; } = new(TypeKind.Binary);
    public static DataType Date { get; } = new(TypeKind.Date);
    public static DataType Time { get; } = new(TypeKind.Time, 9);
    public static DataType TimestampNtz { get; } = new(TypeKind.TimestampNtz, 9);
    public static DataType TimestampLtz { get; } = new(TypeKind.TimestampLtz, 9);
    public static DataType TimestampTz { get; } = new(TypeKind.TimestampTz, 9);
    public static DataType Variant { get; } = new(TypeKind.Variant);
    public static DataType Object { get; } = new(TypeKind.Object);
    public static DataType Array { get; } = new(TypeKind.Array);

    /// <summary>NUMBER(38,0), what a bare NUMBER and the integer types mean.</summary>
    public static DataType Integer { get; } = new(TypeKind.Number, 38, 0);

    /// <summary>How many characters or bytes a column of this type takes; null: it has no length. "String &amp; binary data types" has the defaults.</summary>
    public int? StoredLength => Kind switch
    {
        TypeKind.Varchar => Precision ?? 16_777_216,
        TypeKind.Binary => Precision ?? 8_388_608,
        _ => null,
    };

    /// <summary>The type of what a column holds: its length is that of the column, said or not.</summary>
    public DataType Stored => StoredLength is { } length ? this with { Precision = length } : this;

    public bool IsTimestamp => Kind is TypeKind.TimestampNtz or TypeKind.TimestampLtz or TypeKind.TimestampTz;

    public bool IsSemiStructured => Kind is TypeKind.Variant or TypeKind.Object or TypeKind.Array;

    public static DataType Number(int precision, int scale) => new(TypeKind.Number, precision, scale);

    /// <summary>As Snowflake writes it, for instance NUMBER(38,0) or VARCHAR(10).</summary>
    public override string ToString() => Kind switch
    {
        TypeKind.Number => $"NUMBER({Precision ?? 38},{Scale ?? 0})",
        TypeKind.Varchar => Precision is { } length ? $"VARCHAR({length})" : "VARCHAR",
        TypeKind.Binary => Precision is { } bytes ? $"BINARY({bytes})" : "BINARY",
        TypeKind.Time => $"TIME({Precision ?? 9})",
        TypeKind.TimestampNtz => $"TIMESTAMP_NTZ({Precision ?? 9})",
        TypeKind.TimestampLtz => $"TIMESTAMP_LTZ({Precision ?? 9})",
        TypeKind.TimestampTz => $"TIMESTAMP_TZ({Precision ?? 9})",
        TypeKind.Vector => $"VECTOR({(Element?.Kind == TypeKind.Float ? "FLOAT" : "INT")}, {Precision})",
        _ => Kind.ToString().ToUpperInvariant(),
    };
}
