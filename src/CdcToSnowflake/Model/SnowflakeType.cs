using System.Globalization;

namespace CdcToSnowflake.Model;

/// <summary>A Snowflake column type.</summary>
internal sealed record SnowflakeType
{
    /// <summary>The most characters of a VARCHAR.</summary>
    internal const int LongestVarChar = 134_217_728;

    /// <summary>The most bytes of a BINARY.</summary>
    internal const int LongestBinary = 67_108_864;

    private SnowflakeType(SnowflakeKind kind, int precision = 0, int scale = 0) => (Kind, Precision, Scale) = (kind, precision, scale);

    /// <summary>The family of the type.</summary>
    public SnowflakeKind Kind { get; }

    /// <summary>Digits of a NUMBER (1 to 38); 0 for the others.</summary>
    public int Precision { get; }

    /// <summary>Digits after the point of a NUMBER (0 to 37); 0 for the others.</summary>
    public int Scale { get; }

    /// <summary>FLOAT.</summary>
    public static SnowflakeType Float { get; } = new(SnowflakeKind.Float);

    /// <summary>VARCHAR(134217728): the most, since the default of 16777216 is less than a LONGTEXT holds, and a declared width costs nothing (the manual's "String &amp; binary data types").</summary>
    public static SnowflakeType VarChar { get; } = new(SnowflakeKind.VarChar);

    /// <summary>BINARY(67108864): the most, since a BINARY column can't be widened later.</summary>
    public static SnowflakeType Binary { get; } = new(SnowflakeKind.Binary);

    /// <summary>DATE.</summary>
    public static SnowflakeType Date { get; } = new(SnowflakeKind.Date);

    /// <summary>TIMESTAMP_NTZ(6).</summary>
    public static SnowflakeType TimestampNtz { get; } = new(SnowflakeKind.TimestampNtz);

    /// <summary>TIMESTAMP_TZ(6).</summary>
    public static SnowflakeType TimestampTz { get; } = new(SnowflakeKind.TimestampTz);

    /// <summary>VARIANT.</summary>
    public static SnowflakeType Variant { get; } = new(SnowflakeKind.Variant);

    /// <summary>ARRAY.</summary>
    public static SnowflakeType Array { get; } = new(SnowflakeKind.Array);

    /// <summary>NUMBER(p,s).</summary>
    /// <param name="precision">Digits, 1 to 38.</param>
    /// <param name="scale">Digits after the point, 0 to 37 and at most <paramref name="precision"/>.</param>
    /// <returns>The type.</returns>
    public static SnowflakeType Number(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, Math.Min(precision, 37));
        return new SnowflakeType(SnowflakeKind.Number, precision, scale);
    }

    /// <summary>The type as SQL. It holds nothing of the source but numbers, so it needs no quoting.</summary>
    /// <returns>For example <c>NUMBER(10,2)</c>.</returns>
    public override string ToString() => Kind switch
    {
        SnowflakeKind.Number => string.Create(CultureInfo.InvariantCulture, $"NUMBER({Precision},{Scale})"),
        SnowflakeKind.Float => "FLOAT",
        SnowflakeKind.VarChar => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({LongestVarChar})"),
        SnowflakeKind.Binary => string.Create(CultureInfo.InvariantCulture, $"BINARY({LongestBinary})"),
        SnowflakeKind.Date => "DATE",
        SnowflakeKind.TimestampNtz => "TIMESTAMP_NTZ(6)",
        SnowflakeKind.TimestampTz => "TIMESTAMP_TZ(6)",
        SnowflakeKind.Variant => "VARIANT",
        SnowflakeKind.Array => "ARRAY",
        _ => throw new InvalidOperationException($"{Kind} is not a Snowflake type."),
    };

    /// <summary>The narrowest type that holds every value of both without loss, or null if there is none.</summary>
    /// <param name="other">The other type.</param>
    /// <returns>The common type, or null.</returns>
    public SnowflakeType? WidenedWith(SnowflakeType other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Kind, other.Kind) switch
        {
            _ when this == other => this,
            (SnowflakeKind.Number, SnowflakeKind.Number) => WidenedNumber(other),
            (SnowflakeKind.Number, SnowflakeKind.Float) => Precision <= ExactDigitsOfFloat ? other : null,
            (SnowflakeKind.Float, SnowflakeKind.Number) => other.WidenedWith(this),
            (SnowflakeKind.Date, SnowflakeKind.TimestampNtz) => other,
            (SnowflakeKind.TimestampNtz, SnowflakeKind.Date) => this,
            _ => null,
        };
    }

    // Any decimal of 15 digits survives the way through a double and back (DBL_DIG of float.h).
    private const int ExactDigitsOfFloat = 15;

    private SnowflakeType? WidenedNumber(SnowflakeType other)
    {
        int scale = Math.Max(Scale, other.Scale);
        int whole = Math.Max(Precision - Scale, other.Precision - other.Scale);
        return whole + scale <= 38 ? Number(whole + scale, scale) : null;
    }
}
