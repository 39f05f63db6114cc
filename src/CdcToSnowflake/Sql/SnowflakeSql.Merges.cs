using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>
    /// The query for the cut that a brand's merge may go to, <see cref="SqlOptions.MaxCutsPerRun"/> further at most. Binds <c>:merged</c>, and <c>:ahead</c>: the cut where the foremost of tables stands that
    /// were merged each by itself; 0 if none were.
    /// </summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement TargetCut(string brand) =>
        Write("cut/target", _names.Cut(_model.Brand(brand).Id), name => new { Cut = name, MostCuts = _options.MaxCutsPerRun, Tables = LoadedTables(brand), PathsAndShapes = PathsAndShapes(brand) });

    /// <summary>The query for the cut that one table's merge may go to, where each merges by itself, <see cref="SqlOptions.MaxCutsPerRun"/> further at most. Binds <c>:merged</c>.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement TargetCutOfTable(string brand, string schema, string table) => WriteRaw("cut/target-of-table", _model.Table(brand, schema, table));

    /// <summary>The query for what is loaded, missing and merged of each cut and table: CUT, TABLE_PATH, WRITER, DECLARED_ROWS, LOADED_ROWS, MISSING_ROWS, IS_MERGED. Binds <c>:after</c>, the cut after which to look.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="ModelException">The brand has no tables.</exception>
    internal SqlStatement Completeness(string brand) => _model.Tables(brand).Count == 0
        ? throw new ModelException(ModelProblem.Unknown, $"The brand '{brand}' has no tables, so its cuts have no rows to count.")
        : Write("cut/completeness", _names.Cut(brand), name => new { Cut = name, Progress = _names.Progress(brand), Tables = LoadedTables(brand) });

    /// <summary>The query for the last cut whose rows may be purged from STG; 0 if there is none.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement PurgeableCut(string brand) =>
        Write("cut/purgeable", _names.Cut(_model.Brand(brand).Id), name => new { Cut = name, Progress = _names.Progress(brand), KeepSeconds = KeepSeconds() });

    /// <summary>Deletes a table's rows of cuts that may go from STG. Binds <c>:below</c>, the last of those cuts.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    public SqlStatement PurgeStg(string brand, string schema, string table)
    {
        BrandTable purged = _model.Table(brand, schema, table);
        return Write("cut/purge", purged, _names.StgTable(purged), name => new { Table = name, IsManifests = false });
    }

    /// <summary>Empties a RAW table if the source's was. Binds <c>:merged</c> and <c>:target</c>.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement, to run before <see cref="MergeStgIntoRaw"/> in one transaction.</returns>
    /// <exception cref="ModelException">The table is a log, which is never emptied.</exception>
    internal SqlStatement EmptyRaw(string brand, string schema, string table) => WriteRaw("merge/empty-raw", Mirrored(brand, schema, table));

    /// <summary>Merges a table's changes from STG into RAW, or adds those of a log. Binds <c>:merged</c> and <c>:target</c>, the cuts before and up to which.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    public SqlStatement MergeStgIntoRaw(string brand, string schema, string table)
    {
        BrandTable merged = _model.Table(brand, schema, table);
        return WriteRaw(merged.IsAppendOnly ? "merge/append-raw" : "merge/stg-into-raw", merged);
    }

    /// <summary>Ends a table's snapshots: deletes from RAW what no cut since a snapshot's first touched. Binds <c>:merged</c> and <c>:target</c>, the cuts before and up to which.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement, to run after <see cref="MergeStgIntoRaw"/>, in its transaction.</returns>
    /// <exception cref="ModelException">The table is a log, from which nothing is swept.</exception>
    internal SqlStatement SweepRaw(string brand, string schema, string table) => WriteRaw("merge/sweep-raw", Mirrored(brand, schema, table));

    /// <summary>Merges all brands' changes into the CI table that a source table goes into, or adds those of logs.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    public SqlStatement MergeRawIntoCi(string brand, string schema, string table)
    {
        CiTable ci = CiOf(brand, schema, table);
        return Write(ci.IsAppendOnly ? "merge/append-ci" : "merge/raw-into-ci", _names.CiTable(ci), _ => new { Table = CiTableView.Of(ci, _model, _names) });
    }

    /// <summary>Makes a RAW table's stream anew, after it went stale, and its CI table hold again what RAW holds of the brand. Broken off, it leaves a mark on the stream that says so, and can run again.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    public SqlStatement ReconcileCi(string brand, string schema, string table) => ReconcileCi(_model.Table(brand, schema, table));

    /// <param name="raw">The RAW table.</param>
    /// <param name="markAtEnd">What is left to do when it is done; null for nothing: then it says where its changes go.</param>
    internal SqlStatement ReconcileCi(BrandTable raw, string? markAtEnd = null)
    {
        CiTable ci = _model.CiOf(raw);
        return Write("stream/reconcile-raw", raw, _names.Stream(raw), name => new
        {
            Stream = name,
            Mark = new PlainText(SqlNames.UnreconciledMark),
            MarkAtEnd = new PlainText(markAtEnd ?? DestinationOf(raw)),
            Table = CiTableView.Of(ci, ci.Members.Where(member => member.Table == raw), _model, _names),
        });
    }

    private BrandTable Mirrored(string brand, string schema, string table)
    {
        BrandTable mirrored = _model.Table(brand, schema, table);
        return mirrored.IsAppendOnly ? throw new ModelException(ModelProblem.Unknown, $"{schema}.{table} of the brand '{brand}' is a log: its RAW table only grows.") : mirrored;
    }

    private SqlStatement WriteRaw(string template, BrandTable table) =>
        Write(template, table, _names.RawTable(table), _ => new { Table = RawTableView.Of(table, _names), Cut = _names.Cut(table.Brand), MostCuts = _options.MaxCutsPerRun });
}
