using System.Globalization;
using System.Text;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>Loads fetched files by a COPY's transformation, and writes down that they are loaded, in one transaction.</summary>
internal static class FileLoad
{
    public const string Loaded = "LOADED";
    public const string Failed = "LOAD_FAILED";

    /// <summary>Rows per file, in the files' order.</summary>
    public static IReadOnlyList<long> Execute(CopyIntoTableStatement copy, TableObject table, FileFormat format, IReadOnlyList<LocalFile> files, DmlContext context)
    {
        var isMatched = MatchedColumns.Check(copy);
        var relation = StagedRelation.Of(format, files, copy.Text, isMatched, context.Scope.Session.Now, context.Session.Duck, context.Cancellation);
        var transformation = copy.Transformation ?? (isMatched ? null : Whole(copy, table, format));
        if (transformation is null)
        {
            var fields = MatchedColumns.Fields(relation, context);
            table = SchemaEvolution.Evolve(copy, table, relation, fields, context);
            transformation = MatchedColumns.Transformation(copy, table, fields);
        }

        var scope = context.Scope.WithStagedFiles(relation);
        var query = new SqlTranslator(scope).Query(new Query(transformation) { Position = copy.Position });
        var columns = Insertion.TargetColumns(table, copy.Columns, copy.Position);
        var total = Insertion.Append(table, columns, query, copy.Position, context);
        return files.Count == 1 ? [total] : Counts(format, files, context);
    }

    public static void Remember(PipeObject? pipe, TableObject table, StageObject stage, IReadOnlyList<LoadRecord> records, DmlContext context)
    {
        var sql = new StringBuilder("INSERT INTO __sf.load_history VALUES ");
        var now = DuckText.Literal(context.Scope.Session.Now);
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            sql.Append(
                CultureInfo.InvariantCulture,
                $"{(i == 0 ? string.Empty : ", ")}({(pipe is null ? "NULL" : pipe.Id.ToString(CultureInfo.InvariantCulture))}, {table.Id}, {DuckText.Literal(pipe?.Database)}, {DuckText.Literal(pipe?.Schema)}, {DuckText.Literal(pipe?.Name)}, ")
                .Append(CultureInfo.InvariantCulture, $"{DuckText.Literal(table.Database)}, {DuckText.Literal(table.Schema)}, {DuckText.Literal(table.Name)}, {DuckText.Literal(stage.Url)}, {DuckText.Literal(record.File.Path)}, {record.File.Size}, ")
                .Append(CultureInfo.InvariantCulture, $"{record.Rows}, {record.Rows}, '{(record.Error is null ? Loaded : Failed)}', {DuckText.Literal(record.Error)}, {DuckText.Literal(record.ReceivedAt)}, {now})");
        }

        context.Execute(sql.ToString());
    }

    // JSON without anything said about columns: each document into the one VARIANT column.
    private static SelectBody Whole(CopyIntoTableStatement copy, TableObject table, FileFormat format)
    {
        if (!format.IsJson)
        {
            throw new NotEmulatedException("COPY of Parquet without a transformation or MATCH_BY_COLUMN_NAME: write FROM (SELECT $1:… FROM @stage)", copy.Position);
        }

        return Insertion.TargetColumns(table, copy.Columns, copy.Position) is [{ Type.Kind: TypeKind.Variant }]
            ? new SelectBody([new ExpressionItem(new PositionalColumn(null, 1) { Position = copy.Position }, null)]) { From = [new StageTable(copy.Stage, null, null, null) { Position = copy.Position }], Position = copy.Position }
            : throw SnowflakeException.Compilation(
                copy.Position, "JSON file format can produce one and only one column of variant type. Load data into separate columns by MATCH_BY_COLUMN_NAME or by a transformation.");
    }

    private static long[] Counts(FileFormat format, IReadOnlyList<LocalFile> files, DmlContext context)
    {
        var byName = new Dictionary<string, long>(StringComparer.Ordinal);
        var sql = format.IsJson
            ? $"SELECT filename, count(*) FROM read_json_objects({StagedRelation.List(files)}, format = '{(format.StripOuterArray ? "array" : "unstructured")}', filename = true) GROUP BY filename"
            : $"SELECT file_name, num_rows FROM parquet_file_metadata({StagedRelation.List(files)})";
        using (var rows = context.Session.Duck.Query(sql, context.Cancellation))
        {
            while (rows.Read())
            {
                byName[rows.GetString(0)] = rows.GetInt64(1);
            }
        }

        return [.. files.Select(file => byName.GetValueOrDefault(file.Location))];
    }
}
