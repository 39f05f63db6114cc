using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Warehouse;

/// <summary>
/// Keeps a warehouse in step with the brands and shapes that it is told of, by running generated SQL. Any number of brands may tell it at once; it works on one thing at a time, since they share CI.
/// It keeps no state but in memory: after a restart the captures tell all their shapes again, and every statement can run again. So one instance must serve all brands that share a CI
/// schema: CI's merge reads the brands that this instance knows, and the others' changes wait in their streams until it knows them too.
/// </summary>
public sealed class SnowflakeDeployment : IShapeObserver, IDisposable
{
    private readonly DbDataSource _snowflake;
    private readonly DeploymentOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SnowflakeSql _sql;
    private WarehouseModel _deployed;

    /// <summary>Prepares a deployment; nothing runs yet.</summary>
    /// <param name="snowflake">The account, or the embedded Snowflake.</param>
    /// <param name="options">Names and settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="ModelException">A rule of the tables has no pattern.</exception>
    /// <exception cref="SqlTemplateException">A template of the user's is broken.</exception>
    public SnowflakeDeployment(DbDataSource snowflake, DeploymentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(snowflake);
        _snowflake = snowflake;
        _options = options ?? new DeploymentOptions();
        _deployed = new WarehouseModel([], _options.Names, _options.Tables);
        _sql = new SnowflakeSql(_deployed, _options.Sql);
    }

    /// <summary>Makes a brand's database, schemas, stage and the objects of its log of cuts, and CI's database and schema. Must come before the brand's shapes. A second call changes nothing.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="stageUrl">The store's location, and the brand's folder in it if it isn't there yet: <c>s3://bucket/prefix/</c> becomes <c>s3://bucket/prefix/{brand}/</c>.</param>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <exception cref="ModelException">The brand can't stand beside the others; nothing was run.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a statement.</exception>
    public Task EnsureBrandAsync(string brand, Uri stageUrl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stageUrl);
        string folder = StorePath.Brand(brand);
        string url = stageUrl.AbsoluteUri.EndsWith('/') ? stageUrl.AbsoluteUri : stageUrl.AbsoluteUri + "/";
        url = url.EndsWith("/" + folder, StringComparison.Ordinal) ? url : url + folder;
        return InTurnAsync(
            brand,
            deployed => deployed.Brands.Any(known => known.Id == brand)
                ? Unmoved(deployed, brand, url)
                : deployed.With([.. deployed.Brands, new BrandModel(brand, url, []) { StorageIntegration = _options.StorageIntegration }]),
            sql => sql.SetUpAccount().Concat(sql.SetUpCi()).Concat(sql.SetUpBrand(brand)).Concat(sql.SetUpCosts()),
            cancellationToken);
    }

    /// <summary>As <see cref="ShapesAppearedAsync"/>, of one shape that has no file yet.</summary>
    /// <param name="brand">The brand's id; <see cref="EnsureBrandAsync"/> must have made it.</param>
    /// <param name="table">The table in its shape.</param>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <returns>A task that ends when files of the shape may come.</returns>
    /// <exception cref="ModelException">The shape can't stand beside the others; nothing was run.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a statement.</exception>
    public Task ShapeAppearedAsync(string brand, SourceTable table, CancellationToken cancellationToken) => ShapesAppearedAsync(brand, [table], cancellationToken);

    /// <summary>Brings STG, RAW and CI, the pipes, streams and merge tasks up to shapes that appeared. The tasks are replaced once, however many the shapes. After a restart tell all shapes of a brand in one call.</summary>
    /// <param name="brand">The brand's id; <see cref="EnsureBrandAsync"/> must have made it.</param>
    /// <param name="tables">The tables, each in one shape. Those known already are passed over.</param>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <returns>A task that ends when files of the shapes may come.</returns>
    /// <exception cref="ModelException">A shape can't stand beside the others; nothing was run.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a statement.</exception>
    public Task ShapesAppearedAsync(string brand, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        List<SourceTable> fresh = [];
        return InTurnAsync(
            brand,
            deployed =>
            {
                fresh = [.. tables.Distinct().Except(deployed.Brand(brand).Tables)];
                return fresh.Count == 0 ? deployed : With(deployed, brand, fresh);
            },
            sql => ShapesOf(sql, brand, fresh),
            cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>
    /// Columns first, from STG to CI; then CI's task, which must know a column before RAW has values in it; then RAW's, which takes no cut of a shape that it doesn't know;
    /// the pipes last. So at no point does a merge meet a column that it would leave out.
    /// </summary>
    private static IEnumerable<SqlStatement> ShapesOf(SnowflakeSql sql, string brand, IReadOnlyList<SourceTable> shapes)
    {
        List<(string Schema, string Name)> tables = [.. shapes.Select(shape => (shape.Schema, shape.Name)).Distinct()];
        return tables.SelectMany(table => sql.SetUpTable(brand, table.Schema, table.Name))
            .Concat(tables.SelectMany(table => sql.SetUpCiTable(brand, table.Schema, table.Name)))
            .Concat(sql.SetUpCiTask())
            .Concat(sql.SetUpRawTask(brand))
            .Concat(shapes.SelectMany(shape => sql.SetUpPipe(brand, shape)));
    }

    private static WarehouseModel With(WarehouseModel deployed, string brand, IEnumerable<SourceTable> shapes) =>
        deployed.With([.. deployed.Brands.Select(known => known.Id == brand ? known with { Tables = [.. known.Tables, .. shapes] } : known)]);

    // CREATE STAGE IF NOT EXISTS would leave the stage where it was, and nothing would load: better to say so.
    private static WarehouseModel Unmoved(WarehouseModel deployed, string brand, string url) =>
        deployed.Brand(brand).StageUrl == url
            ? deployed
            : throw new ModelException(ModelProblem.NameCollision, $"The brand '{brand}' reads {deployed.Brand(brand).StageUrl} already, not {url}. Give the other store's brand another id.");

    private async Task InTurnAsync(string brand, Func<WarehouseModel, WarehouseModel> plan, Func<SnowflakeSql, IEnumerable<SqlStatement>> script, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            WarehouseModel planned = plan(_deployed);
            if (planned == _deployed)
            {
                return;
            }
            await RunAsync(brand, script(_sql.For(planned)), cancellationToken).ConfigureAwait(false);
            // Only now: after a failure the next call runs it all again.
            _deployed = planned;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RunAsync(string brand, IEnumerable<SqlStatement> statements, CancellationToken cancellationToken)
    {
        // Rendered as a whole before the first runs, so that a defect in a template leaves nothing half done.
        List<SqlStatement> script = [.. statements];
        DbConnection connection = await _snowflake.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            foreach (SqlStatement statement in script)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await StatementRun.ExecuteAsync(connection, statement, brand, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
