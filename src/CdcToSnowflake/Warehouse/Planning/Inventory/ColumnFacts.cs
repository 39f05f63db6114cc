using System.Globalization;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>A column that a table has, as INFORMATION_SCHEMA.COLUMNS tells of it.</summary>
/// <param name="TypeName">DATA_TYPE: TEXT for all strings, NUMBER for all whole and decimal numbers.</param>
/// <param name="Precision">Digits of a NUMBER.</param>
/// <param name="Scale">Digits after a NUMBER's point.</param>
/// <param name="Length">Characters of a TEXT, bytes of a BINARY.</param>
internal sealed record ColumnFacts(string TypeName, int? Precision, int? Scale, long? Length)
{
    /// <summary>Its comment; empty for none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Whether it takes NULL.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>A column just made.</summary>
    public static ColumnFacts Of(SnowflakeType type) => new(
        type.Kind switch
        {
            SnowflakeKind.Number => "NUMBER",
            SnowflakeKind.VarChar => "TEXT",
            SnowflakeKind.TimestampNtz => "TIMESTAMP_NTZ",
            SnowflakeKind.TimestampTz => "TIMESTAMP_TZ",
            _ => type.Kind.ToString().ToUpperInvariant(),
        },
        type.Kind == SnowflakeKind.Number ? type.Precision : null,
        type.Kind == SnowflakeKind.Number ? type.Scale : null,
        type.Kind switch { SnowflakeKind.VarChar => SnowflakeType.LongestVarChar, SnowflakeKind.Binary => SnowflakeType.LongestBinary, _ => null });

    /// <summary>The type, where it is one that the SDK makes; else null.</summary>
    public SnowflakeType? Type => TypeName switch
    {
        "NUMBER" when Precision is >= 1 and <= 38 && Scale <= 37 && Scale <= Precision => SnowflakeType.Number(Precision.Value, Scale.Value),
        "FLOAT" => SnowflakeType.Float,
        "TEXT" => SnowflakeType.VarChar,
        "BINARY" => SnowflakeType.Binary,
        "DATE" => SnowflakeType.Date,
        "TIMESTAMP_NTZ" => SnowflakeType.TimestampNtz,
        "TIMESTAMP_TZ" => SnowflakeType.TimestampTz,
        "VARIANT" => SnowflakeType.Variant,
        "ARRAY" => SnowflakeType.Array,
        _ => null,
    };

    /// <summary>Whether a desired column needs nothing of this one: it has its type, or a wider one, which holds all that the desired one does.</summary>
    public bool Holds(SnowflakeType desired) => Type is { } type && type.WidenedWith(desired) == type && !IsShort(desired);

    /// <summary>Whether ALTER COLUMN … SET DATA TYPE leads from here to the desired type: more digits with the same scale, or a longer text, and nothing else (the manual's "ALTER TABLE … ALTER COLUMN").</summary>
    public bool CanBecome(SnowflakeType desired) => (TypeName, desired.Kind) switch
    {
        ("NUMBER", SnowflakeKind.Number) => Scale == desired.Scale && Precision < desired.Precision,
        ("TEXT", SnowflakeKind.VarChar) => IsShort(desired),
        _ => false,
    };

    /// <summary>The type as people write it.</summary>
    /// <returns>For example <c>NUMBER(10,2)</c>.</returns>
    public override string ToString() => TypeName switch
    {
        "NUMBER" => string.Create(CultureInfo.InvariantCulture, $"NUMBER({Precision},{Scale})"),
        "TEXT" or "BINARY" when Length is not null => string.Create(CultureInfo.InvariantCulture, $"{(TypeName == "TEXT" ? "VARCHAR" : TypeName)}({Length})"),
        _ => TypeName,
    };

    // VARCHAR and BINARY are always made as wide as they can be; one that is not was made by other hands.
    private bool IsShort(SnowflakeType desired) => (TypeName, desired.Kind) switch
    {
        ("TEXT", SnowflakeKind.VarChar) => Length < SnowflakeType.LongestVarChar,
        ("BINARY", SnowflakeKind.Binary) => Length < SnowflakeType.LongestBinary,
        _ => false,
    };
}
