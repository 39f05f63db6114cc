using System.Globalization;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Fetched files as one relation: $1, $2 …, and METADATA$FILENAME and its like.</summary>
internal static class StagedRelation
{
    public const string RowNumber = "METADATA$FILE_ROW_NUMBER";

    /// <summary>The file's place among those fetched, from 0.</summary>
    public static readonly string FileIndex = PhysicalName.Hidden("file_index");

    /// <summary>A text file's line.</summary>
    public static readonly string Line = PhysicalName.Hidden("line");

    private static readonly string FileColumn = PhysicalName.Quote(PhysicalName.Hidden("file"));

    public static string List(IEnumerable<LocalFile> files) => "[" + string.Join(", ", files.Select(file => DuckText.Literal(file.Location))) + "]";

    /// <param name="rows">The files' rows.</param>
    /// <param name="format">CSV or JSON.</param>
    /// <param name="files">The files.</param>
    /// <param name="columns">CSV: how many there must be at least; of those that no record has, all are NULL.</param>
    /// <param name="isMatched">CSV: whether the header's names are wanted.</param>
    /// <param name="now">METADATA$START_SCAN_TIME.</param>
    public static Relation Text(TextRows rows, FileFormat format, IReadOnlyList<LocalFile> files, int columns, bool isMatched, DateTimeOffset now)
    {
        var names = $"[{string.Join(", ", files.Select(file => DuckText.Literal(Full(file.Staged))))}][{TextRows.File} + 1]";
        var isJson = format.Kind == FileKind.Json;
        columns = Math.Max(columns, rows.Columns);
        var values = isJson ? TextRows.Document
            : string.Join(", ", Enumerable.Range(0, columns).Select(i => i < rows.Columns ? TextRows.Field(i) : $"CAST(NULL AS VARCHAR) AS {TextRows.Field(i)}"));
        var sql = $"(SELECT {values}, {names} AS \"METADATA$FILENAME\", {DuckText.Literal(now)} AS \"METADATA$START_SCAN_TIME\", \"{TextRows.Row}\" AS \"{RowNumber}\", "
            + $"{TextRows.File} AS {PhysicalName.Quote(FileIndex)}, {TextRows.Line} AS {PhysicalName.Quote(Line)} FROM read_parquet({DuckText.Literal(rows.Location)}))";
        IEnumerable<RelationColumn> visible = isJson
            ? [new RelationColumn("$1", DataType.Variant) { Physical = TextRows.Document }]
            : Enumerable.Range(0, columns).Select(i => new RelationColumn(string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), DataType.Varchar) { Physical = TextRows.Field(i) });
        return new Relation(sql, [.. visible, .. MetadataColumns(numbered: true)])
        {
            Document = isMatched && !isJson ? [.. rows.Names.Select((name, i) => new DocumentField(name, TextRows.Field(i), DataType.Varchar))] : null,
        };
    }

    /// <param name="format">Parquet.</param>
    /// <param name="files">The files.</param>
    /// <param name="copyText">The COPY's text: metadata that it does not name is not worked out.</param>
    /// <param name="isMatched">Whether it matches by names.</param>
    /// <param name="isLocated">Whether each row's file and number are wanted.</param>
    /// <param name="now">METADATA$START_SCAN_TIME.</param>
    /// <param name="duck">Where the files are described.</param>
    /// <param name="cancellationToken">Ends that.</param>
    public static Relation Parquet(FileFormat format, IReadOnlyList<LocalFile> files, string copyText, bool isMatched, bool isLocated, DateTimeOffset now, DuckSession duck, CancellationToken cancellationToken)
    {
        var numbered = isLocated || copyText.Contains(RowNumber, StringComparison.OrdinalIgnoreCase);
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
        columns.Add(FileName(files, copyText));
        columns.Add($"{DuckText.Literal(now)} AS \"METADATA$START_SCAN_TIME\"");
        if (numbered)
        {
            columns.Add($"file_row_number + 1 AS \"{RowNumber}\"");
        }

        if (isLocated)
        {
            columns.Add($"CAST(list_position({List(files)}, {FileColumn}) - 1 AS INTEGER) AS {PhysicalName.Quote(FileIndex)}, CAST(NULL AS BIGINT) AS {PhysicalName.Quote(Line)}");
        }

        return new Relation($"(SELECT {string.Join(", ", columns)} FROM {read})", MetadataColumns(numbered)) { Document = fields };
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
        _ => throw new NotEmulatedException($"a Parquet field of the type {duckType}", default(TextPosition), "Write flat fields; nested values as JSON text, read by PARSE_JSON."),
    };

    private static string FileName(IReadOnlyList<LocalFile> files, string copyText)
    {
        var name = copyText.Contains("METADATA$FILENAME", StringComparison.OrdinalIgnoreCase)
            ? $"CAST(MAP {{{string.Join(", ", files.Select(file => DuckText.Literal(file.Location) + ": " + DuckText.Literal(Full(file.Staged))))}}}[{FileColumn}] AS VARCHAR)"
            : "CAST(NULL AS VARCHAR)";
        return $"{name} AS \"METADATA$FILENAME\"";
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
            columns.Add(new RelationColumn(RowNumber, DataType.Number(19, 0)) { InStar = false });
        }

        return columns;
    }
}
