using CdcToSnowflake.Binlog;

namespace CdcToSnowflake.Capture;

/// <summary>Tells whether a definition from information_schema can be that of the rows in the binlog.</summary>
internal static class SchemaMatch
{
    /// <summary>What doesn't fit, or null.</summary>
    public static string? Mismatch(BinlogTable table, SchemaTable schema)
    {
        if (table.Columns.Count != schema.Columns.Count)
        {
            return $"the binlog has {table.Columns.Count} columns, information_schema {schema.Columns.Count}";
        }

        for (var i = 0; i < table.Columns.Count; i++)
        {
            var type = ColumnTypeText.Parse(schema.Columns[i].ColumnType);
            if (!Fits(table.Columns[i], type))
            {
                return $"column {i + 1} ({schema.Columns[i].Name}) is {schema.Columns[i].ColumnType} in information_schema, but {Describe(table.Columns[i])} in the binlog";
            }
        }

        return null;
    }

    private static bool Fits(BinlogColumn column, ColumnTypeText type) => column.Type switch
    {
        BinlogColumnType.TinyInt => IsInteger("tinyint", column, type),
        BinlogColumnType.SmallInt => IsInteger("smallint", column, type),
        BinlogColumnType.MediumInt => IsInteger("mediumint", column, type),
        BinlogColumnType.Int => IsInteger("int", column, type),
        BinlogColumnType.BigInt => IsInteger("bigint", column, type),
        BinlogColumnType.Decimal => type.Name == "decimal" && type.Argument(0) == column.Precision && type.Argument(1) == column.Scale,
        BinlogColumnType.Float => type.Name == "float",
        BinlogColumnType.Double => type.Name == "double",
        BinlogColumnType.Bit => type.Name == "bit" && type.Argument(0) == column.Precision,
        BinlogColumnType.Year => type.Name == "year",
        BinlogColumnType.Time => type.Name == "time" && type.Argument(0) == column.Scale,
        BinlogColumnType.Date => type.Name == "date",
        BinlogColumnType.DateTime => type.Name == "datetime" && type.Argument(0) == column.Scale,
        BinlogColumnType.Timestamp => type.Name == "timestamp" && type.Argument(0) == column.Scale,
        BinlogColumnType.Char => type.Name == "char",
        BinlogColumnType.VarChar => type.Name == "varchar",
        BinlogColumnType.Text => type.Name is "tinytext" or "text" or "mediumtext" or "longtext" or "json", // MariaDB's JSON is LONGTEXT
        BinlogColumnType.Binary => column.Length == type.Name switch { "binary" => type.Argument(0), "uuid" or "inet6" => 16, "inet4" => 4, _ => -1 }, // MariaDB's own types are logged as bytes
        BinlogColumnType.VarBinary => column.Length == type.Name switch { "varbinary" => type.Argument(0), "vector" => type.Argument(0) * sizeof(float), _ => -1 },
        BinlogColumnType.Blob => type.Name is "tinyblob" or "blob" or "mediumblob" or "longblob",
        BinlogColumnType.Enum => type.Name == "enum",
        BinlogColumnType.Set => type.Name == "set",
        BinlogColumnType.Json => type.Name == "json",
        BinlogColumnType.Geometry => type.Name is "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geomcollection" or "geometrycollection",
        BinlogColumnType.Vector => type.Name == "vector",
        _ => false,
    };

    private static bool IsInteger(string name, BinlogColumn column, ColumnTypeText type) => type.Name == name && type.IsUnsigned == column.IsUnsigned;

    private static string Describe(BinlogColumn column) => column.Type switch
    {
        BinlogColumnType.Decimal => $"DECIMAL({column.Precision},{column.Scale})",
        BinlogColumnType.Bit => $"BIT({column.Precision})",
        BinlogColumnType.Binary or BinlogColumnType.VarBinary => $"{column.Type}({column.Length})",
        _ => (column.IsUnsigned ? $"{column.Type} UNSIGNED" : column.Type.ToString()) + (column.Scale > 0 ? $"({column.Scale})" : ""),
    };
}
