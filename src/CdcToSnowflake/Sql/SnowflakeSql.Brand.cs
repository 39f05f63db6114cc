using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>A brand's database.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateBrandDatabase(string brand) =>
        Write("database/create", _names.BrandDatabase(_model.Brand(brand).Id), name => new { Database = name, Comment = new PlainText($"CDC of the brand {brand}") });

    /// <summary>The schema of a brand's loaded changes.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateStgSchema(string brand) =>
        Write("schema/create", _names.Stg(_model.Brand(brand).Id), name => new { Schema = name, Comment = new PlainText("Every change as loaded, keys repeat") });

    /// <summary>The schema of a brand's mirrored tables.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateRawSchema(string brand) =>
        Write("schema/create", _names.Raw(_model.Brand(brand).Id), name => new { Schema = name, Comment = new PlainText("The operational tables, mirrored") });

    /// <summary>CI's database.</summary>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateCiDatabase() => Write("database/create", _names.CiDatabase, name => new { Database = name, Comment = new PlainText("CDC of all brands") });

    /// <summary>CI's schema.</summary>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateCiSchema() => Write("schema/create", _names.Ci, name => new { Schema = name, Comment = new PlainText("The tables of all brands") });

    /// <summary>The format of Parquet files of rows.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateParquetFormat(string brand) => Write("file-format/create-parquet", _names.ParquetFormat(_model.Brand(brand).Id), name => new { Format = name });

    /// <summary>The format of manifests, and of NDJSON files of rows.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateJsonFormat(string brand) => Write("file-format/create-json", _names.JsonFormat(_model.Brand(brand).Id), name => new { Format = name });

    /// <summary>The format of CSV files of rows.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateCsvFormat(string brand) => Write("file-format/create-csv", _names.CsvFormat(_model.Brand(brand).Id), name => new { Format = name });

    /// <summary>The stage over a brand's folder of the object store.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateStage(string brand)
    {
        BrandModel model = _model.Brand(brand);
        return Write("stage/create", _names.Stage(brand), name => new
        {
            Stage = name,
            Url = new PlainText(model.StageUrl),
            HasIntegration = IntegrationOf(model) is not null,
            Integration = new ObjectName(IntegrationOf(model) ?? ""),
        });
    }

    /// <summary>The storage integration of a brand's stage, a name as Snowflake stores it; null for none.</summary>
    internal string? StageIntegration(string brand) => IntegrationOf(_model.Brand(brand));

    /// <summary>Gives a brand's stage that is there its storage integration.</summary>
    internal SqlStatement SetStageIntegration(string brand, string integration) => Write("stage/set-integration", _names.Stage(brand), name => new { Stage = name, Integration = new ObjectName(integration) });

    /// <summary>The columns of the manifests' table that earlier releases made it without.</summary>
    internal static IReadOnlyList<LayoutColumn> LaterCutColumns { get; } =
    [
        new LayoutColumn("FIRST_CUT", SnowflakeType.Number(20, 0), IsEverywhere: false, IsWidened: false), new LayoutColumn("SWEEP_COUNT", SnowflakeType.Number(10, 0), IsEverywhere: false, IsWidened: false),
    ];

    /// <summary>The table of a brand's manifests.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateCutTable(string brand) => Write("table/create-cut", _names.Cut(_model.Brand(brand).Id), name => new
    {
        Table = name,
        RetentionDays = _options.StgRetentionDays,
        ExtensionDays = _options.RawExtensionDays,
        Comment = new PlainText("The manifests of cuts, as loaded"),
    });

    /// <summary>The table of a brand's watermark.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateProgressTable(string brand) => Write("table/create-progress", _names.Progress(_model.Brand(brand).Id), name => new { Table = name, Comment = new PlainText("How far the merge has come") });

    /// <summary>The watermark's first row.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement StartProgress(string brand) => Write("progress/start", _names.Progress(_model.Brand(brand).Id), name => new { Progress = name });

    /// <summary>The stream that tells of loaded manifests.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateCutStream(string brand) => Write("stream/create-cut", _names.CutStream(_model.Brand(brand).Id), name => new { Stream = name, Table = _names.Cut(brand) });

    /// <summary>The stream that tells of manifests, in the place of one that went stale.</summary>
    internal SqlStatement RecreateCutStream(string brand, string mark = "") =>
        Write("stream/recreate-cut", _names.CutStream(_model.Brand(brand).Id), name => new { Stream = name, Table = _names.Cut(brand), HasMark = mark.Length > 0, Mark = new PlainText(mark) });

    /// <summary>The pipe that loads manifests.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement CreateCutPipe(string brand)
    {
        ManifestsView manifests = ManifestsView.Of(_model.Brand(brand).Id, _names);
        return Write("pipe/create-cut", _names.CutPipe(brand), name => new { Pipe = name, manifests.Table, manifests.Folder, manifests.Format, Settings = new PipeSettings(_options) });
    }

    /// <summary>Loads the manifests that were there before their pipe.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statement.</returns>
    internal SqlStatement RefreshCutPipe(string brand) => Write("pipe/refresh", _names.CutPipe(_model.Brand(brand).Id), name => new { Pipe = name });
}
