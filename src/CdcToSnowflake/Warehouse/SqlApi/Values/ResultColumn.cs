using System.Diagnostics.CodeAnalysis;

namespace CdcToSnowflake.Warehouse.SqlApi.Values;

/// <summary>A column of a result, as resultSetMetaData.rowType describes it. Absent numbers are null.</summary>
internal sealed record ResultColumn(string Name, string Type, int? Precision, int? Scale, long? Length, bool IsNullable)
{
    // What fits every long.
    private const int LongDigits = 18;

    public ColumnKind Kind { get; } = Type.ToUpperInvariant() switch
    {
        "FIXED" => ColumnKind.Number,
        "REAL" or "FLOAT" or "DOUBLE" => ColumnKind.Float,
        "BOOLEAN" => ColumnKind.Boolean,
        "BINARY" => ColumnKind.Binary,
        "DATE" => ColumnKind.Date,
        "TIME" => ColumnKind.Time,
        "TIMESTAMP_NTZ" => ColumnKind.TimestampNtz,
        "TIMESTAMP_LTZ" => ColumnKind.TimestampLtz,
        "TIMESTAMP_TZ" => ColumnKind.TimestampTz,
        _ => ColumnKind.Text,
    };

    /// <summary>Whole numbers that a long holds come as long.</summary>
    public bool IsLong => Kind == ColumnKind.Number && Scale is null or 0 && (Precision ?? 38) <= LongDigits;

    /// <summary>The .NET type of values, save for those that it can't hold exactly.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public Type ClrType => Kind switch
    {
        ColumnKind.Number => IsLong ? typeof(long) : typeof(decimal),
        ColumnKind.Float => typeof(double),
        ColumnKind.Boolean => typeof(bool),
        ColumnKind.Binary => typeof(byte[]),
        ColumnKind.Date or ColumnKind.TimestampNtz => typeof(DateTime),
        ColumnKind.Time => typeof(TimeSpan),
        ColumnKind.TimestampLtz or ColumnKind.TimestampTz => typeof(DateTimeOffset),
        _ => typeof(string),
    };

    /// <summary>As Snowflake writes it: NUMBER(38,0), VARCHAR(10), TIMESTAMP_NTZ(9).</summary>
    public string TypeName => Kind switch
    {
        ColumnKind.Number => $"NUMBER({Precision ?? 38},{Scale ?? 0})",
        ColumnKind.Float => "FLOAT",
        ColumnKind.Time or ColumnKind.TimestampNtz or ColumnKind.TimestampLtz or ColumnKind.TimestampTz => $"{Type.ToUpperInvariant()}({Scale ?? 9})",
        ColumnKind.Binary => Length is { } bytes ? $"BINARY({bytes})" : "BINARY",
        ColumnKind.Text when Type.Equals("TEXT", StringComparison.OrdinalIgnoreCase) => Length is { } length ? $"VARCHAR({length})" : "VARCHAR",
        _ => Type.ToUpperInvariant(),
    };
}
