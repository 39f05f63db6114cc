using System.Globalization;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Fetched files as one relation: the document $1, and METADATA$FILENAME and its like.</summary>
internal static class StagedRelation
{
    private static readonly string FileColumn = PhysicalName.Quote(PhysicalName.Hidden("file"));

    public static Relation Of(FileFormat format, IReadOnlyList<LocalFile> files, string copyText, bool isMatched, DateTimeOffset now, DuckSession duck, CancellationToken cancellationToken) =>
        format.IsJson ? Json(format, files, copyText, now) : Parquet(format, files, copyText, isMatched, now, duck, cancellationToken);

    public static string List(IEnumerable<LocalFile> files) => "[" + string.Join(", ", files.Select(file => DuckText.Literal(file.Location))) + "]";

    private static Relation Json(FileFormat format, IReadOnlyList<LocalFile> files, string copyText, DateTimeOffset now)
    {
        if (copyText.Contains("METADATA$FILE_ROW_NUMBER", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotEmulatedException("METADATA$FILE_ROW_NUMBER of JSON");
        }

        var shape = format.StripOuterArray ? "array" : "unstructured";
        var sql = $"(SELECT json, {Metadata(files, copyText, now, "filename")} FROM read_json_objects({List(files)}, format = '{shape}', filename = true))";
        return new Relation(sql, [new RelationColumn("$1", DataType.Variant) { Physical = "json" }, .. MetadataColumns(false)]);
    }

    private static Relation Parquet(FileFormat format, IReadOnlyList<LocalFile> files, string copyText, bool isMatched, DateTimeOffset now, DuckSession duck, CancellationToken cancellationToken)
    {
        var numbered = copyText.Contains("METADATA$FILE_ROW_NUMBER", StringComparison.OrdinalIgnoreCase);
        var read = $"read_parquet({List(files)}, union_by_name = true, binary_as_string = {(format.BinaryIsText ? "true" : "false")})";
        var fields = new List<DocumentField>();
        var columns = new List<string>();
        using (var described = duck.Query("DESCRIBE SELECT * FROM " + read, cancellationToken))
        {
            while (described.Read())
            {
                var (key, type) = (described.GetString(0), described.GetString(1));
                var kind = Type(type);
                var physical = string.Create(CultureInfo.InvariantCulture, $"f{fields.Count}");
                columns.Add((isMatched ? MatchedValue(key, kind, format) : Value(PhysicalName.Quote(key), kind)) + " AS " + physical);
                fields.Add(new DocumentField(key, physical, kind));
            }
        }

        read = read[..^1] + $", filename = {DuckText.Literal(PhysicalName.Hidden("file"))}{(numbered ? ", file_row_number = true" : string.Empty)})";
        var metadata = Metadata(files, copyText, now, FileColumn) + (numbered ? ", file_row_number + 1 AS \"METADATA$FILE_ROW_NUMBER\"" : string.Empty);
        return new Relation($"(SELECT {string.Join(", ", columns)}, {metadata} FROM {read})", MetadataColumns(numbered)) { Document = fields };
    }

    private static string Value(string column, DataType type) => type.Kind == TypeKind.Varchar ? column : $"CAST({column} AS {DuckDbType.Of(type)})";

    // "COPY INTO table": only with MATCH_BY_COLUMN_NAME does NULL_IF concern Parquet, whatever a value's type; and then an empty text is an error.
    private static string MatchedValue(string key, DataType type, FileFormat format)
    {
        var column = PhysicalName.Quote(key);
        var nulls = format.NullIf.Count == 0 ? string.Empty : $"WHEN CAST({column} AS VARCHAR) IN ({string.Join(", ", format.NullIf.Select(DuckText.Literal))}) THEN NULL ";
        var empty = type.Kind == TypeKind.Varchar ? $"WHEN {column} = '' THEN error({DuckText.Literal($"Empty value '' of the Parquet column '{key}' with MATCH_BY_COLUMN_NAME is not recognized")}) " : string.Empty;
        return nulls.Length + empty.Length == 0 ? Value(column, type) : $"CASE {nulls}{empty}ELSE {Value(column, type)} END";
    }

    // What read_parquet can give for a field. Nested fields are refused: the files of this SDK are flat.
    private static DataType Type(string duckType) => duckType switch
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
        "JSON" => DataType.Variant,
        _ when duckType.StartsWith("DECIMAL(", StringComparison.Ordinal) && duckType[8..^1].Split(',') is [var precision, var scale] =>
            DataType.Number(int.Parse(precision, CultureInfo.InvariantCulture), int.Parse(scale, CultureInfo.InvariantCulture)),
        _ => throw new NotEmulatedException($"a Parquet field of the type {duckType}"),
    };

    private static string Metadata(IReadOnlyList<LocalFile> files, string copyText, DateTimeOffset now, string fileColumn)
    {
        var name = copyText.Contains("METADATA$FILENAME", StringComparison.OrdinalIgnoreCase)
            ? $"CAST(MAP {{{string.Join(", ", files.Select(file => DuckText.Literal(file.Location) + ": " + DuckText.Literal(Full(file.Staged))))}}}[{fileColumn}] AS VARCHAR)"
            : "CAST(NULL AS VARCHAR)";
        return $"{name} AS \"METADATA$FILENAME\", {DuckText.Literal(now)} AS \"METADATA$START_SCAN_TIME\"";
    }

    // Snowflake gives the path within the bucket.
    private static string Full(StagedFile file) => (file.Store.Location.AbsolutePath + file.Key).TrimStart('/');

    private static List<RelationColumn> MetadataColumns(bool numbered)
    {
        var columns = new List<RelationColumn>
        {
            new("METADATA$FILENAME", DataType.Varchar) { InStar = false },
            new("METADATA$START_SCAN_TIME", DataType.TimestampLtz) { InStar = false },
        };
        if (numbered)
        {
            columns.Add(new RelationColumn("METADATA$FILE_ROW_NUMBER", DataType.Number(19, 0)) { InStar = false });
        }

        return columns;
    }
}
