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

    public static string List(IEnumerable<LocalFile> files) => "[" + string.Join(", ", files.Select(file => DuckDbText.Literal(file.Location))) + "]";

    /// <param name="rows">The files' rows.</param>
    /// <param name="format">CSV or JSON.</param>
    /// <param name="files">The files.</param>
    /// <param name="columns">CSV: how many there must be at least; of those that no record has, all are NULL.</param>
    /// <param name="isMatched">CSV: whether the header's names are wanted.</param>
    /// <param name="now">METADATA$START_SCAN_TIME.</param>
    public static Relation Text(TextRows rows, FileFormat format, IReadOnlyList<LocalFile> files, int columns, bool isMatched, DateTimeOffset now)
    {
        var names = $"[{string.Join(", ", files.Select(file => DuckDbText.Literal(Full(file.Staged))))}][{TextRows.File} + 1]";
        var isJson = format.Kind == FileKind.Json;
        columns = Math.Max(columns, rows.Columns);
        var values = isJson ? TextRows.Document
            : string.Join(", ", Enumerable.Range(0, columns).Select(i => i < rows.Columns ? TextRows.Field(i) : $"CAST(NULL AS VARCHAR) AS {TextRows.Field(i)}"));
        var sql = $"(SELECT {values}, {names} AS \"METADATA$FILENAME\", {DuckDbText.Literal(now)} AS \"METADATA$START_SCAN_TIME\", \"{TextRows.Row}\" AS \"{RowNumber}\", "
            + $"{TextRows.File} AS {PhysicalName.Quote(FileIndex)}, {TextRows.Line} AS {PhysicalName.Quote(Line)} FROM read_parquet({DuckDbText.Literal(rows.Location)}))";
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
        var schema = new Lazy<Dictionary<string, ParquetSchemaEntry>>(() => Schema(files, duck, cancellationToken));
        foreach (var (key, type) in Described(read, duck, cancellationToken))
        {
            var field = ParquetField.Of(key, type, format, name => schema.Value[name]);
            var physical = string.Create(CultureInfo.InvariantCulture, $"f{fields.Count}");
            columns.Add((isMatched ? MatchedValue(key, field, format) : field.Value) + " AS " + physical);
            fields.Add(new DocumentField(key, physical, field.Type));
        }

        read = read[..^1] + $", filename = {DuckDbText.Literal(PhysicalName.Hidden("file"))}{(numbered ? ", file_row_number = true" : string.Empty)})";
        columns.Add(FileName(files, copyText));
        columns.Add($"{DuckDbText.Literal(now)} AS \"METADATA$START_SCAN_TIME\"");
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

    private static List<(string Key, string Type)> Described(string read, DuckSession duck, CancellationToken cancellationToken)
    {
        var columns = new List<(string Key, string Type)>();
        using var described = duck.Query("DESCRIBE SELECT * FROM " + read, cancellationToken);
        while (described.Read())
        {
            columns.Add((described.GetString(0), described.GetString(1)));
        }

        return columns;
    }

    // Of files that differ the last one's.
    private static Dictionary<string, ParquetSchemaEntry> Schema(IReadOnlyList<LocalFile> files, DuckSession duck, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, ParquetSchemaEntry>(StringComparer.Ordinal);
        using var rows = duck.Query($"SELECT name, type, converted_type, logical_type FROM parquet_schema({List(files)})", cancellationToken);
        while (rows.Read())
        {
            entries[rows.GetString(0)] = new ParquetSchemaEntry(rows.IsDBNull(1) ? null : rows.GetString(1), !rows.IsDBNull(2), rows.IsDBNull(3) ? null : rows.GetString(3));
        }

        return entries;
    }

    // "COPY INTO table": only with MATCH_BY_COLUMN_NAME does NULL_IF concern Parquet, whatever a value's type; and then an empty text is an error.
    private static string MatchedValue(string key, ParquetField field, FileFormat format)
    {
        var column = PhysicalName.Quote(key);
        var nulls = format.NullIf.Count == 0 ? string.Empty : $"WHEN CAST({column} AS VARCHAR) IN ({string.Join(", ", format.NullIf.Select(DuckDbText.Literal))}) THEN NULL ";
        var empty = field.Type.Kind == TypeKind.Varchar ? $"WHEN {column} = '' THEN error({DuckDbText.Literal($"Empty value '' of the Parquet column '{key}' with MATCH_BY_COLUMN_NAME is not recognized")}) " : string.Empty;
        return nulls.Length + empty.Length == 0 ? field.Value : $"CASE {nulls}{empty}ELSE {field.Value} END";
    }

    private static string FileName(IReadOnlyList<LocalFile> files, string copyText)
    {
        var name = copyText.Contains("METADATA$FILENAME", StringComparison.OrdinalIgnoreCase)
            ? $"CAST(MAP {{{string.Join(", ", files.Select(file => DuckDbText.Literal(file.Location) + ": " + DuckDbText.Literal(Full(file.Staged))))}}}[{FileColumn}] AS VARCHAR)"
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
