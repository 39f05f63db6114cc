using System.Globalization;
using CdcToSnowflake.Model;
using MySqlConnector;

namespace SqlOnly.Models;

/// <summary>A column of information_schema.COLUMNS as the model has it: with what a table map in the binlog says of it and no more, so that a table's shape here is the one that capture writes.</summary>
internal static class LiveColumn
{
    public static SourceColumn Of(MySqlDataReader row)
    {
        var (name, dataType, columnType) = (row.GetString(2), row.GetString(3), row.GetString(4));
        var kind = KindOf(dataType) ?? throw new ModelException(ModelProblem.Unknown, $"The column {row.GetString(0)}.{row.GetString(1)}.{name} is of type {columnType}, which the model doesn't know. Leave the table out with --tables.");
        return new SourceColumn(
            name,
            new SourceType(kind)
            {
                // A table map says UNSIGNED of YEAR, which COLUMN_TYPE doesn't; and an ENUM's strings may hold the word.
                IsUnsigned = kind == SourceKind.Year || (columnType.Contains("unsigned", StringComparison.Ordinal) && kind is not (SourceKind.Enum or SourceKind.Set)),
                Precision = kind switch
                {
                    SourceKind.Decimal or SourceKind.Bit => Number(row, 7),
                    SourceKind.Vector => int.Parse(columnType.AsSpan("vector(".Length, columnType.Length - "vector()".Length), CultureInfo.InvariantCulture),
                    _ => 0,
                },
                Scale = kind switch
                {
                    SourceKind.Decimal => Number(row, 8),
                    SourceKind.Time or SourceKind.DateTime or SourceKind.Timestamp => Number(row, 9),
                    _ => 0,
                },
                Length = kind is SourceKind.Char or SourceKind.VarChar or SourceKind.Binary or SourceKind.VarBinary ? Number(row, 6) : 0,
            },
            row.GetBoolean(5));
    }

    private static int Number(MySqlDataReader row, int column) => row.IsDBNull(column) ? 0 : Convert.ToInt32(row.GetValue(column), CultureInfo.InvariantCulture);

    private static SourceKind? KindOf(string dataType) => dataType switch
    {
        "tinyint" => SourceKind.TinyInt,
        "smallint" => SourceKind.SmallInt,
        "mediumint" => SourceKind.MediumInt,
        "int" => SourceKind.Int,
        "bigint" => SourceKind.BigInt,
        "decimal" => SourceKind.Decimal,
        "float" => SourceKind.Float,
        "double" => SourceKind.Double,
        "bit" => SourceKind.Bit,
        "year" => SourceKind.Year,
        "date" => SourceKind.Date,
        "time" => SourceKind.Time,
        "datetime" => SourceKind.DateTime,
        "timestamp" => SourceKind.Timestamp,
        "char" => SourceKind.Char,
        "varchar" => SourceKind.VarChar,
        "tinytext" or "text" or "mediumtext" or "longtext" => SourceKind.Text,
        "binary" => SourceKind.Binary,
        "varbinary" => SourceKind.VarBinary,
        "tinyblob" or "blob" or "mediumblob" or "longblob" => SourceKind.Blob,
        "enum" => SourceKind.Enum,
        "set" => SourceKind.Set,
        "json" => SourceKind.Json,
        "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection" => SourceKind.Geometry,
        "vector" => SourceKind.Vector,
        _ => null,
    };
}
