using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>The query for the cut that a brand's merge may go to. Binds <c>:merged</c>.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    public SqlStatement TargetCut(string brand) => Write("cut/target", _names.Cut(_model.Brand(brand).Id), name => new
    {
        Cut = name,
        Tables = _model.Tables(brand).Select(table => RawTableView.Of(table, _names)).ToList(),
        PathsAndShapes = _model.Tables(brand).SelectMany(table => table.Shapes.Select(shape => new PlainText($"{table.Path}/{shape.Shape}"))).ToList(),
    });

    /// <summary>Empties a RAW table if the source's was. Binds <c>:merged</c> and <c>:target</c>.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement, to run before <see cref="MergeStgIntoRaw"/> in one transaction.</returns>
    public SqlStatement EmptyRaw(string brand, string schema, string table) => WriteRaw("merge/empty-raw", _model.Table(brand, schema, table));

    /// <summary>Merges a table's changes from STG into RAW. Binds <c>:merged</c> and <c>:target</c>, the cuts before and up to which.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    public SqlStatement MergeStgIntoRaw(string brand, string schema, string table) => WriteRaw("merge/stg-into-raw", _model.Table(brand, schema, table));

    /// <summary>Merges all brands' changes into the CI table that a source table goes into.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    public SqlStatement MergeRawIntoCi(string brand, string schema, string table)
    {
        CiTable ci = CiOf(brand, schema, table);
        return Write("merge/raw-into-ci", _names.CiTable(ci), _ => new { Table = CiTableView.Of(ci, _model, _names) });
    }

    private SqlStatement WriteRaw(string template, BrandTable table) =>
        Write(template, _names.RawTable(table), _ => new { Table = RawTableView.Of(table, _names), Cut = _names.Cut(table.Brand) });
}
