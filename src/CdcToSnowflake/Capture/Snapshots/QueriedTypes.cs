using System.Globalization;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>Makes of a row of information_schema.COLUMNS the column that the binlog would describe: the two must give one shape.</summary>
internal static class QueriedTypes
{
    /// <summary>The column, or null for a type that isn't known.</summary>
    public static QueriedColumn? Of(SchemaRow row, bool isMariaDb)
    {
        if (FormOf(row, isMariaDb) is not { } form)
        {
            return null;
        }

        var labels = form.Labels ?? [];
        return new QueriedColumn(row.Name, form with { Charset = row.Charset }, row.IsNullable, labels, Expression(row, form.Type), IsOrdered(row, form.Type));
    }

    private static ColumnForm? FormOf(SchemaRow row, bool isMariaDb)
    {
        var text = ColumnTypeText.Parse(row.ColumnType);
        SourceType Number(SourceKind kind) => new(kind) { IsUnsigned = text.IsUnsigned };
        SourceType Timed(SourceKind kind) => new(kind) { Scale = text.Argument(0) };
        return row.DataType.ToLowerInvariant() switch
        {
            "tinyint" => new ColumnForm(Number(SourceKind.TinyInt)),
            "smallint" => new ColumnForm(Number(SourceKind.SmallInt)),
            "mediumint" => new ColumnForm(Number(SourceKind.MediumInt)),
            "int" => new ColumnForm(Number(SourceKind.Int)),
            "bigint" => new ColumnForm(Number(SourceKind.BigInt)),
            "decimal" => new ColumnForm(Number(SourceKind.Decimal) with { Precision = text.Argument(0), Scale = text.Argument(1) }),
            "float" => new ColumnForm(Number(SourceKind.Float)),
            "double" => new ColumnForm(Number(SourceKind.Double)),
            "bit" => new ColumnForm(new SourceType(SourceKind.Bit) { Precision = text.Argument(0) }),
            "year" => new ColumnForm(new SourceType(SourceKind.Year) { IsUnsigned = true }), // the binlog says so
            "time" => new ColumnForm(Timed(SourceKind.Time)),
            "date" => new ColumnForm(new SourceType(SourceKind.Date)),
            "datetime" => new ColumnForm(Timed(SourceKind.DateTime)),
            "timestamp" => new ColumnForm(Timed(SourceKind.Timestamp)),
            "char" => new ColumnForm(Sized(row, SourceKind.Char, SourceKind.Binary)),
            "varchar" => new ColumnForm(Sized(row, SourceKind.VarChar, SourceKind.VarBinary)),
            "binary" => new ColumnForm(new SourceType(SourceKind.Binary) { Length = text.Argument(0) }),
            "varbinary" => new ColumnForm(new SourceType(SourceKind.VarBinary) { Length = text.Argument(0) }),
            "tinytext" => Large(row, 1),
            "text" => Large(row, 2),
            "mediumtext" => Large(row, 3),
            "longtext" => Large(row, 4),
            "tinyblob" => Large(row, 1),
            "blob" => Large(row, 2),
            "mediumblob" => Large(row, 3),
            "longblob" => Large(row, 4),
            "enum" => new ColumnForm(new SourceType(SourceKind.Enum), Labels: text.Arguments),
            "set" => new ColumnForm(new SourceType(SourceKind.Set), Labels: text.Arguments),
            "json" => new ColumnForm(new SourceType(SourceKind.Json)),
            "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geomcollection" or "geometrycollection" =>
                new ColumnForm(new SourceType(SourceKind.Geometry)),
            "vector" when !isMariaDb => new ColumnForm(new SourceType(SourceKind.Vector) { Precision = text.Argument(0) }),

            // MariaDB's own types, which its binlog shows as the bytes they are.
            "vector" => new ColumnForm(new SourceType(SourceKind.VarBinary) { Length = text.Argument(0) * sizeof(float) }),
            "uuid" or "inet6" => new ColumnForm(new SourceType(SourceKind.Binary) { Length = 16 }),
            "inet4" => new ColumnForm(new SourceType(SourceKind.Binary) { Length = 4 }),
            _ => null,
        };
    }

    private static SourceType Sized(SchemaRow row, SourceKind text, SourceKind binary) => new(row.Charset is null ? binary : text) { Length = (int)row.CharacterLength };

    private static ColumnForm Large(SchemaRow row, int lengthBytes) => new(new SourceType(row.Charset is null ? SourceKind.Blob : SourceKind.Text), lengthBytes);

    private static string Expression(SchemaRow row, SourceType type)
    {
        var name = SourceSql.Quote(row.Name);
        return type.Kind switch
        {
            SourceKind.Bit or SourceKind.Year => $"CAST({name} + 0 AS BINARY)",

            // Not adding 0, which takes a digit of the largest: the type alone drops what is only shown.
            SourceKind.TinyInt or SourceKind.SmallInt or SourceKind.MediumInt or SourceKind.Int or SourceKind.BigInt when IsZeroFilled(row) => $"CAST(CAST({name} AS UNSIGNED) AS BINARY)",
            SourceKind.Decimal when IsZeroFilled(row) => string.Create(CultureInfo.InvariantCulture, $"CAST(CAST({name} AS DECIMAL({type.Precision},{type.Scale})) AS BINARY)"),

            // As numbers over the binary protocol: printed, they lose digits.
            SourceKind.Float or SourceKind.Double => name,
            SourceKind.Timestamp => $"CAST(UNIX_TIMESTAMP({name}) AS BINARY)",
            SourceKind.Char or SourceKind.VarChar or SourceKind.Text when row.Charset is "utf8mb4" or "utf8mb3" or "utf8" or "ascii" => $"CAST({name} AS BINARY)",
            SourceKind.Char or SourceKind.VarChar or SourceKind.Text or SourceKind.Enum or SourceKind.Set => $"CAST(CONVERT({name} USING utf8mb4) AS BINARY)",
            SourceKind.Json => $"CAST(CAST({name} AS CHAR CHARACTER SET utf8mb4) AS BINARY)",
            SourceKind.Binary when row.DataType is "uuid" or "inet6" or "inet4" => $"CAST({name} AS BINARY({type.Length}))",
            SourceKind.Binary or SourceKind.VarBinary or SourceKind.Blob or SourceKind.Geometry or SourceKind.Vector => name,
            _ => $"CAST({name} AS BINARY)",
        };
    }

    private static bool IsZeroFilled(SchemaRow row) => row.ColumnType.Contains("zerofill", StringComparison.OrdinalIgnoreCase);

    // A FLOAT isn't the number that it prints; an ENUM and a SET compare as strings and lie in the index as numbers; MariaDB's own types don't compare to literals of bytes.
    private static bool IsOrdered(SchemaRow row, SourceType type) => row.DataType is not ("uuid" or "inet6" or "inet4" or "vector") && type.Kind is SourceKind.TinyInt or SourceKind.SmallInt or SourceKind.MediumInt or SourceKind.Int or SourceKind.BigInt or SourceKind.Decimal
        or SourceKind.Year or SourceKind.Date or SourceKind.DateTime or SourceKind.Timestamp or SourceKind.Time
        or SourceKind.Char or SourceKind.VarChar or SourceKind.Text or SourceKind.Binary or SourceKind.VarBinary or SourceKind.Blob;
}
