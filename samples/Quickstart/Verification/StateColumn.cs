namespace Quickstart.Verification;

/// <summary>A column of a source's table.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="Kind">How its values are compared.</param>
internal sealed record StateColumn(string Name, ColumnKind Kind)
{
    /// <summary>Makes a column of the type that information_schema.COLUMNS names in COLUMN_TYPE.</summary>
    public static StateColumn Of(string name, string columnType)
    {
        string word = new([.. columnType.TakeWhile(char.IsAsciiLetter)]);
        return new StateColumn(name, word.ToLowerInvariant() switch
        {
            "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "bit" or "year" => ColumnKind.Integer,
            "decimal" => ColumnKind.Decimal,
            "float" or "double" => ColumnKind.Floating,
            "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext" or "enum" or "set" or "inet" or "uuid" => ColumnKind.Text,
            "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob" => ColumnKind.Binary,
            "json" => ColumnKind.Json,
            "date" => ColumnKind.Date,
            "datetime" or "timestamp" => ColumnKind.DateTime,
            "time" => ColumnKind.Time,
            "vector" => ColumnKind.Vector,
            "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geomcollection" or "geometrycollection" => ColumnKind.Geometry,
            _ => throw new VerificationException($"column {name} is of type {columnType}, which the check doesn't know."),
        });
    }
}
