using System.Globalization;
using System.Text;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Translation;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>
/// Text files' rows as one Parquet file of strings or documents, with each row's file, number and line: DuckDB's own readers of CSV and JSON know neither Snowflake's rules nor its errors.
/// A file, not a table: a transaction that runs its statements again, after one has failed, finds the rows again.
/// </summary>
internal sealed class TextRows
{
    public const string File = "file";
    public const string Row = "row";
    public const string Line = "line";
    public const string Document = "document";

    private const string Table = "staged_rows";
    private readonly FileRows[] _files;
    private readonly List<string> _names = [];

    private TextRows(string location, int files)
    {
        Location = location;
        _files = [.. Enumerable.Range(0, files).Select(_ => new FileRows())];
    }

    /// <summary>The Parquet file.</summary>
    public string Location { get; }

    /// <summary>How many fields the rows have; 0 of JSON.</summary>
    public int Columns { get; private set; }

    /// <summary>The fields' names, of PARSE_HEADER.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>What each file had.</summary>
    public IReadOnlyList<FileRows> Files => _files;

    public static string Field(int index) => string.Create(CultureInfo.InvariantCulture, $"f{index + 1}");

    /// <param name="format">CSV or JSON.</param>
    /// <param name="files">The files.</param>
    /// <param name="location">Where the Parquet file goes.</param>
    /// <param name="expected">The number of fields that a record must have; null = any number.</param>
    /// <param name="duck">A connection without a transaction.</param>
    /// <param name="cancellationToken">Ends it between rows.</param>
    public static TextRows Read(FileFormat format, IReadOnlyList<LocalFile> files, string location, int? expected, DuckSession duck, CancellationToken cancellationToken)
    {
        var rows = new TextRows(location, files.Count);
        if (format.Kind == FileKind.Json)
        {
            duck.Execute($"CREATE OR REPLACE TEMP TABLE {Table} ({File} INTEGER, {Row} BIGINT, {Line} BIGINT, {Document} JSON)", cancellationToken);
            duck.Append(Table, appender => rows.Each(files, format, (reader, file) => Documents(new JsonReader(reader, format), rows._files[file], file, appender, cancellationToken)));
        }
        else
        {
            rows.Csv(format, files, expected, duck, cancellationToken);
        }

        duck.Execute($"COPY temp.{Table} TO {DuckDbText.Literal(location)} (FORMAT PARQUET)", cancellationToken);
        duck.Execute($"DROP TABLE temp.{Table}", cancellationToken);
        return rows;
    }

    private static void Documents(JsonReader reader, FileRows found, int file, DuckDBAppender appender, CancellationToken cancellationToken)
    {
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Parsed++;
            if (reader.Error is { } error)
            {
                found.Refuse(error);
                continue;
            }

            appender.CreateRow().AppendValue(file).AppendValue(found.Parsed).AppendValue(reader.Line).AppendValue(reader.Document).EndRow();
        }
    }

    private void Csv(FileFormat format, IReadOnlyList<LocalFile> files, int? expected, DuckSession duck, CancellationToken cancellationToken)
    {
        var csv = format.Csv;

        // The widest record of all says how many columns there are: a first pass, since a table's columns must be known before its rows.
        Each(files, format, (reader, _) => Columns = Math.Max(Columns, Width(reader, csv, format, cancellationToken)));
        Columns = Math.Max(Columns, 1);
        var columns = string.Concat(Enumerable.Range(0, Columns).Select(i => $", {Field(i)} VARCHAR"));
        duck.Execute($"CREATE OR REPLACE TEMP TABLE {Table} ({File} INTEGER, {Row} BIGINT, {Line} BIGINT{columns})", cancellationToken);
        foreach (var file in _files)
        {
            file.Clear();
        }

        duck.Append(Table, appender => Each(files, format, (reader, file) => Records(new CsvReader(reader, csv, format.NullIf), csv, file, expected, appender, cancellationToken)));
    }

    private int Width(TextReader text, CsvFormat csv, FileFormat format, CancellationToken cancellationToken)
    {
        var reader = new CsvReader(text, csv, format.NullIf);
        if (csv.HasHeader)
        {
            reader.Read();
            foreach (var name in reader.Fields.Where(name => !_names.Contains(name!)))
            {
                _names.Add(name!);
            }

            return _names.Count;
        }

        reader.SkipLines(csv.SkippedLines);
        var most = 0;
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            most = Math.Max(most, reader.Fields.Count);
        }

        return most;
    }

    private void Records(CsvReader reader, CsvFormat csv, int file, int? expected, DuckDBAppender appender, CancellationToken cancellationToken)
    {
        var places = Enumerable.Range(0, Columns).ToArray();
        if (csv.HasHeader)
        {
            reader.Read();
            places = [.. _names.Select(name => reader.Fields.IndexOf(name))];
            expected = csv.RefusesOtherColumnCounts ? reader.Fields.Count : null;
        }

        reader.SkipLines(csv.SkippedLines);
        var found = _files[file];
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Parsed++;
            if ((reader.Error ?? OtherCount(reader, expected)) is { } error)
            {
                found.Refuse(error);
                continue;
            }

            var row = appender.CreateRow().AppendValue(file).AppendValue(found.Parsed).AppendValue(reader.Line);
            foreach (var place in places)
            {
                row.AppendValue(place >= 0 && place < reader.Fields.Count ? reader.Fields[place] : null);
            }

            row.EndRow();
        }
    }

    private static FileError? OtherCount(CsvReader reader, int? expected) => expected is { } count && reader.Fields.Count != count
        ? new FileError(
            string.Create(CultureInfo.InvariantCulture, $"Number of columns in file ({reader.Fields.Count}) does not match that of the corresponding table ({count}), use file format option error_on_column_count_mismatch=false to ignore this error"),
            reader.Line,
            1,
            null)
        : null;

    // A file that ends in mid-air, by its compression or its encoding, has one more error at its end.
    private void Each(IReadOnlyList<LocalFile> files, FileFormat format, Action<TextReader, int> read)
    {
        for (var i = 0; i < files.Count; i++)
        {
            try
            {
                using var reader = FileText.Open(files[i].Location, format);
                read(reader, i);
            }
            catch (Exception error) when (error is InvalidDataException or DecoderFallbackException or ZstdSharp.ZstdException or EndOfStreamException)
            {
                _files[i].Parsed++;
                _files[i].Refuse(new FileError(error is DecoderFallbackException ? "Invalid UTF8 detected in the file" : $"Error decompressing the file: {error.Message}", null, null, null));
            }
        }
    }
}
