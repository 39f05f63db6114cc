using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A field of Parquet files: how DuckDB gives its value, and the type that it has in $1. From "CREATE FILE FORMAT", TYPE = PARQUET.</summary>
/// <param name="Value">In DuckDB's SQL.</param>
/// <param name="Type">The type.</param>
internal sealed record ParquetField(string Value, DataType Type)
{
    /// <param name="key">The field's name.</param>
    /// <param name="duckType">What read_parquet makes of it.</param>
    /// <param name="format">Whether logical types count.</param>
    /// <param name="schema">The field's entry in the files' schema; asked for only where logical types don't count.</param>
    public static ParquetField Of(string key, string duckType, FileFormat format, Func<string, ParquetSchemaEntry> schema)
    {
        var column = PhysicalName.Quote(key);
        if (!format.UsesLogicalTypes)
        {
            switch (duckType)
            {
                case "TIMESTAMP WITH TIME ZONE":
                    return schema(key).IsNanos ? Integer($"epoch_ns({column})") : new ParquetField($"({column} AT TIME ZONE 'UTC')", DataType.TimestampNtz);
                case "TIMESTAMP" or "TIMESTAMP_NS" or "TIMESTAMP_MS" or "TIMESTAMP_S" when schema(key) is { IsInt96: false } entry:
                    return entry.IsNanos ? Integer($"epoch_ns({column})")
                        : entry.HasConvertedType ? new ParquetField($"CAST({column} AS TIMESTAMPTZ)", DataType.TimestampLtz)
                        : Integer(entry.IsMillis ? $"epoch_ms({column})" : $"epoch_us({column})");
                case "TIME" when schema(key) is { HasConvertedType: false } or { IsNanos: true }:
                    throw new NotEmulatedException($"the Parquet time '{key}' with USE_LOGICAL_TYPE = FALSE", default, "Set USE_LOGICAL_TYPE = TRUE.");
                case "UBIGINT":
                    return new ParquetField(
                        $"CASE WHEN {column} > {long.MaxValue.ToString(CultureInfo.InvariantCulture)} THEN error({DuckDbText.Literal($"The unsigned Parquet number '{key}' overflows with USE_LOGICAL_TYPE = FALSE: write it as DECIMAL(20,0)")}) ELSE CAST({column} AS {DuckDbType.Of(DataType.Number(20, 0))}) END",
                        DataType.Number(20, 0));
            }
        }

        if (duckType == "JSON")
        {
            // A text, within a VARIANT, until PARSE_JSON reads it.
            return new ParquetField($"to_json(CAST({column} AS VARCHAR))", DataType.Variant);
        }

        var type = TypeOf(duckType);
        return new ParquetField(type.Kind == TypeKind.Varchar ? column : $"CAST({column} AS {DuckDbType.Of(type)})", type);
    }

    private static ParquetField Integer(string value) => new($"CAST({value} AS {DuckDbType.Of(DataType.Number(19, 0))})", DataType.Number(19, 0));

    // What read_parquet can give for a field. Nested fields are refused: the files of this SDK are flat.
    private static DataType TypeOf(string duckType) => duckType switch
    {
        "BOOLEAN" => DataType.Boolean,
        "TINYINT" or "UTINYINT" => DataType.Number(3, 0),
        "SMALLINT" or "USMALLINT" => DataType.Number(5, 0),
        "INTEGER" or "UINTEGER" => DataType.Number(10, 0),
        "BIGINT" => DataType.Number(19, 0),
        "UBIGINT" => DataType.Number(20, 0),
        "FLOAT" or "DOUBLE" => DataType.Float,
        "VARCHAR" or "ENUM" or "UUID" => DataType.Varchar,
        "BLOB" => DataType.Binary,
        "DATE" => DataType.Date,
        "TIME" => DataType.Time,
        "TIMESTAMP" or "TIMESTAMP_NS" or "TIMESTAMP_MS" or "TIMESTAMP_S" => DataType.TimestampNtz,
        "TIMESTAMP WITH TIME ZONE" => DataType.TimestampLtz,
        _ when duckType.StartsWith("DECIMAL(", StringComparison.Ordinal) && duckType[8..^1].Split(',') is [var precision, var scale] =>
            DataType.Number(int.Parse(precision, CultureInfo.InvariantCulture), int.Parse(scale, CultureInfo.InvariantCulture)),
        _ => throw new NotEmulatedException($"a Parquet field of the type {duckType}", default(TextPosition), "Write flat fields; nested values as JSON text, read by PARSE_JSON."),
    };
}
