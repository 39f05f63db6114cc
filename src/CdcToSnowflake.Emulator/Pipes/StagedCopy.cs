using System.Globalization;
using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>A COPY whose files are fetched and can be queried.</summary>
/// <param name="Table">Where its rows go; after schema evolution.</param>
/// <param name="Rows">The files' rows.</param>
/// <param name="Transformation">Makes the table's rows of them.</param>
/// <param name="Text">What a text format's files had; null of Parquet.</param>
internal sealed partial record StagedCopy(TableObject Table, Relation Rows, SelectBody Transformation, TextRows? Text)
{
    /// <param name="copy">The statement.</param>
    /// <param name="table">Its table.</param>
    /// <param name="format">Its format.</param>
    /// <param name="files">Its files.</param>
    /// <param name="fetch">Where rows of text files may be put.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="duck">Where Parquet is described.</param>
    /// <param name="context">Of the statement.</param>
    public static StagedCopy Of(CopyIntoTableStatement copy, TableObject table, FileFormat format, IReadOnlyList<LocalFile> files, FileFetch fetch, StagingPurpose purpose, DuckSession duck, DmlContext context)
    {
        var isMatched = MatchedColumns.Check(copy);
        var (rows, text) = Read(copy, table, format, files, fetch, isMatched, purpose != StagingPurpose.Load, duck, context);
        var transformation = copy.Transformation ?? (isMatched ? null : Whole(copy, table, format));
        if (transformation is null)
        {
            var fields = MatchedColumns.Fields(rows, duck, context.Cancellation);
            table = purpose == StagingPurpose.Trial ? table : SchemaEvolution.Evolve(copy, table, rows, fields, context);
            transformation = MatchedColumns.Transformation(copy, table, fields);
        }

        return new StagedCopy(table, rows, transformation, text);
    }

    private static (Relation Rows, TextRows? Text) Read(
        CopyIntoTableStatement copy, TableObject table, FileFormat format, IReadOnlyList<LocalFile> files, FileFetch fetch, bool isMatched, bool isLocated, DuckSession duck, DmlContext context)
    {
        var now = context.Scope.Session.Now;
        if (format.Kind == FileKind.Parquet)
        {
            return (StagedRelation.Parquet(format, files, copy.Text, isMatched, isLocated, now, duck, context.Cancellation), null);
        }

        if (format.Kind == FileKind.Csv)
        {
            CheckNames(copy, table, format.Csv, isMatched);
        }

        var isWhole = copy.Transformation is null && !isMatched;
        var wanted = isWhole ? Insertion.TargetColumns(table, copy.Columns, copy.Position).Count : Positions().Matches(copy.Text).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        using var reader = context.Session.Engine.OpenDuck();
        var text = TextRows.Read(format, files, fetch.NewPath(".parquet"), isWhole && format.Kind == FileKind.Csv && format.Csv.RefusesOtherColumnCounts ? wanted : null, reader, context.Cancellation);
        return (StagedRelation.Text(text, format, files, wanted, isMatched, now), text);
    }

    private static void CheckNames(CopyIntoTableStatement copy, TableObject table, CsvFormat csv, bool isMatched)
    {
        if (isMatched != csv.HasHeader)
        {
            throw SnowflakeException.Compilation(copy.Position, "of CSV, MATCH_BY_COLUMN_NAME and PARSE_HEADER = TRUE go together: the header has the names.");
        }

        if (isMatched && table.SchemaEvolution)
        {
            throw new NotEmulatedException("schema evolution from CSV, whose columns' types Snowflake guesses", copy.Position, "Load Parquet, or add the columns by ALTER TABLE.");
        }
    }

    // Without anything said about columns: a document into the one VARIANT column, a record's fields into the columns in order.
    private static SelectBody Whole(CopyIntoTableStatement copy, TableObject table, FileFormat format)
    {
        var targets = Insertion.TargetColumns(table, copy.Columns, copy.Position);
        return format.Kind switch
        {
            FileKind.Parquet => throw new NotEmulatedException("COPY of Parquet without a transformation or MATCH_BY_COLUMN_NAME", copy.Position, "Write FROM (SELECT $1:… FROM @stage)."),
            FileKind.Json when targets is not [{ Type.Kind: TypeKind.Variant }] => throw SnowflakeException.Compilation(
                copy.Position, "JSON file format can produce one and only one column of variant type. Load data into separate columns by MATCH_BY_COLUMN_NAME or by a transformation."),
            _ => new SelectBody([.. targets.Select((_, i) => (SelectItem)new ExpressionItem(new PositionalColumn(null, i + 1) { Position = copy.Position }, null))])
            {
                From = [new StageTable(copy.Stage, null, null, null) { Position = copy.Position }],
                Position = copy.Position,
            },
        };
    }

    [GeneratedRegex(@"\$([0-9]{1,4})\b")]
    private static partial Regex Positions();
}
