using System.Globalization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Loads a COPY's fetched files into its table.</summary>
internal sealed class FileLoad(CopyIntoTableStatement copy, TableObject table, FileFormat format, FileFetch fetch, DmlContext context)
{
    /// <summary>Loads all rows of all files, or fails: outcomes in the files' order.</summary>
    public IReadOnlyList<FileOutcome> All(IReadOnlyList<LocalFile> files)
    {
        var staged = StagedCopy.Of(copy, table, format, files, fetch, StagingPurpose.Load, context.Session.Duck, context);
        if (staged.Text?.Files.FirstOrDefault(file => file.FirstError is not null) is { } wrong)
        {
            throw FileCheck.Failure(wrong.FirstError!);
        }

        var total = Append(staged, staged.Rows);
        return staged.Text is { } text ? [.. text.Files.Select(file => FileOutcome.Whole(file.Parsed))]
            : files.Count == 1 ? [FileOutcome.Whole(total)]
            : [.. Counts(files).Select(FileOutcome.Whole)];
    }

    /// <summary>Loads what ON_ERROR lets load: outcomes in the files' order.</summary>
    public IReadOnlyList<FileOutcome> Tolerant(IReadOnlyList<LocalFile> files, OnError onError)
    {
        var check = new FileCheck(copy, table, format, fetch, context);
        var verdicts = files.Select(check.Of).ToList();
        var skipped = verdicts.Select(verdict => verdict.IsUnreadable || (onError.SkipsFrom is not null && verdict.Errors >= onError.Limit(verdict.Parsed))).ToList();
        var kept = files.Where((_, i) => !skipped[i]).ToList();
        if (kept.Count > 0)
        {
            var wrong = verdicts.Where((_, i) => !skipped[i]).SelectMany((verdict, place) => verdict.WrongRows.Select(row => string.Create(CultureInfo.InvariantCulture, $"({place}, {row})"))).ToList();
            var staged = StagedCopy.Of(copy, table, format, kept, fetch, StagingPurpose.FilteredLoad, context.Session.Duck, context);
            var rows = wrong.Count == 0 ? staged.Rows : staged.Rows with
            {
                Sql = $"(SELECT * FROM {staged.Rows.Sql} AS r WHERE ({PhysicalName.Quote(StagedRelation.FileIndex)}, \"{StagedRelation.RowNumber}\") NOT IN (VALUES {string.Join(", ", wrong)}))",
            };
            Append(staged, rows);
        }

        return [.. verdicts.Select((verdict, i) => new FileOutcome(
            verdict.Parsed, skipped[i] ? 0 : verdict.Parsed - verdict.Errors, verdict.Errors, onError.Limit(verdict.Parsed), verdict.First))];
    }

    private int Append(StagedCopy staged, Relation rows)
    {
        var query = new SqlTranslator(context.Scope.WithStagedFiles(rows)).Query(new Query(staged.Transformation) { Position = copy.Position });
        return Insertion.Append(staged.Table, Insertion.TargetColumns(staged.Table, copy.Columns, copy.Position), query, copy.Position, context);
    }

    private long[] Counts(IReadOnlyList<LocalFile> files)
    {
        var byName = new Dictionary<string, long>(StringComparer.Ordinal);
        using var rows = context.Session.Duck.Query($"SELECT file_name, num_rows FROM parquet_file_metadata({StagedRelation.List(files)})", context.Cancellation);
        while (rows.Read())
        {
            byName[rows.GetString(0)] = rows.GetInt64(1);
        }

        return [.. files.Select(file => byName.GetValueOrDefault(file.Location))];
    }
}
