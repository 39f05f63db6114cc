using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Warehouse.Planning;
using CdcToSnowflake.Warehouse.Planning.Inventory;

namespace CdcToSnowflake.Warehouse;

/// <summary>
/// Keeps a warehouse in step with the brands and shapes that it is told of: plans what is missing (<see cref="WarehousePlanner"/>), and applies it. Any number of brands may tell it at once; it works on one
/// thing at a time, since they share CI. What the account has is read once for each brand and then kept in memory, so others' changes to the SDK's objects show at the next start.
/// After a restart the captures tell all their shapes again. So one instance must serve all brands that share a CI
/// schema: CI's merge reads the brands that this instance knows, and the others' changes wait in their streams until it knows them too.
/// </summary>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
public sealed class SnowflakeDeployment : IShapeObserver, IDisposable
{
    private readonly DbDataSource _snowflake;
    private readonly DeploymentOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SnowflakeSql _sql;
    private readonly PipeChannels? _channels;
    private readonly HashSet<string> _remarked = new(StringComparer.Ordinal);
    private WarehouseModel _deployed;
    private WarehouseInventory _there = new();
    private Dictionary<string, IReadOnlyList<TableDescription>> _described = [];

    /// <summary>Prepares a deployment; nothing runs yet.</summary>
    /// <param name="snowflake">The account, or the embedded Snowflake.</param>
    /// <param name="options">Names and settings; null for the defaults.</param>
    /// <param name="notifications">
    /// Has the store tell the pipes of new files (<see cref="Storage.S3BucketNotifications"/>), before a brand or shape counts as deployed; a store that had to be changed is waited for (<see cref="IFileNotifications.Delay"/>), and the brand's pipes then look at what is there. What it throws comes
    /// through. Null where somebody else sees to it. The caller disposes of it.
    /// </param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="ModelException">A rule of the tables has no pattern.</exception>
    /// <exception cref="SqlTemplateException">A template of the user's is broken.</exception>
    public SnowflakeDeployment(DbDataSource snowflake, DeploymentOptions? options = null, IFileNotifications? notifications = null)
    {
        ArgumentNullException.ThrowIfNull(snowflake);
        _snowflake = snowflake;
        _options = options ?? new DeploymentOptions();
        _deployed = new WarehouseModel([], _options.Names, _options.Tables);
        _sql = new SnowflakeSql(_deployed, _options.Sql);
        _channels = notifications is null ? null : new PipeChannels(snowflake, notifications) { Waits = delay => AwaitsFiles?.Invoke(delay) };
    }

    /// <summary>Makes a brand's database, schemas, stage and the objects of its log of cuts, and CI's database and schema. Must come before the brand's shapes. A second call changes nothing.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="storeUrl">The store's location, never the brand's folder in it: of <c>s3://bucket/prefix/</c> the stage is <c>s3://bucket/prefix/{brand}/</c>.</param>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <exception cref="ModelException">The brand can't stand beside the others; nothing was run.</exception>
    /// <exception cref="PlanException">There is no way from what is there to this, or none without losing data, which takes <see cref="DeploymentOptions.AcceptLoss"/>; nothing was run.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a statement.</exception>
    public Task EnsureBrandAsync(string brand, Uri storeUrl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storeUrl);
        string url = UrlOf(brand, storeUrl);
        return InTurnAsync([brand], deployed => deployed.Brands.Any(known => known.Id == brand) ? Unmoved(deployed, brand, url) : deployed.With([.. deployed.Brands, NewBrand(brand, url)]), cancellationToken);
    }

    /// <summary>
    /// After a restart, tells of several brands with all shapes that are known of them, in one go: brand by brand CI's task would be replaced once for each, and between two of them merge only some. It stands for
    /// <see cref="EnsureBrandAsync"/> and <see cref="ShapesAppearedAsync"/> of each brand, which may follow and then change nothing.
    /// </summary>
    /// <param name="storeUrl">As of <see cref="EnsureBrandAsync"/>.</param>
    /// <param name="shapes">The tables of each brand by its id, each in one shape.</param>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <returns>A task that ends when files of the shapes may come.</returns>
    /// <exception cref="ModelException">The brands or shapes can't stand beside each other; nothing was run.</exception>
    /// <exception cref="PlanException">There is no way from what is there to this, or none without losing data, which takes <see cref="DeploymentOptions.AcceptLoss"/>; nothing was run.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a statement.</exception>
    public Task RecallAsync(Uri storeUrl, IReadOnlyDictionary<string, IReadOnlyList<SourceTable>> shapes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storeUrl);
        ArgumentNullException.ThrowIfNull(shapes);
        return InTurnAsync([.. shapes.Keys], deployed => WithAll(deployed, storeUrl, shapes), cancellationToken);
    }

    /// <summary>As <see cref="ShapesAppearedAsync"/>, of one shape that has no file yet.</summary>
    /// <param name="brand">The brand's id; <see cref="EnsureBrandAsync"/> must have made it.</param>
    /// <param name="table">The table in its shape.</param>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <returns>A task that ends when files of the shape may come.</returns>
    /// <exception cref="ModelException">The shape can't stand beside the others; nothing was run.</exception>
    /// <exception cref="PlanException">There is no way from what is there to this, or none without losing data, which takes <see cref="DeploymentOptions.AcceptLoss"/>; nothing was run.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a statement.</exception>
    public Task ShapeAppearedAsync(string brand, SourceTable table, CancellationToken cancellationToken) => ShapesAppearedAsync(brand, [table], cancellationToken);

    /// <summary>Brings STG, RAW and CI, the pipes, streams and merge tasks up to shapes that appeared. The tasks are replaced once, however many the shapes. After a restart tell all shapes of a brand in one call.</summary>
    /// <param name="brand">The brand's id; <see cref="EnsureBrandAsync"/> must have made it.</param>
    /// <param name="tables">The tables, each in one shape. Those known already are passed over.</param>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <returns>A task that ends when files of the shapes may come.</returns>
    /// <exception cref="ModelException">A shape can't stand beside the others; nothing was run.</exception>
    /// <exception cref="PlanException">There is no way from what is there to this, or none without losing data, which takes <see cref="DeploymentOptions.AcceptLoss"/>; nothing was run.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a statement.</exception>
    public Task ShapesAppearedAsync(string brand, IReadOnlyList<SourceTable> tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return InTurnAsync(
            [brand],
            deployed => tables.Except(deployed.Brand(brand).Tables).ToList() is { Count: > 0 } fresh ? With(deployed, brand, fresh) : deployed,
            cancellationToken);
    }

    /// <summary>
    /// Takes note of what a source says of its tables to people: it becomes the comments of RAW's and CI's tables and columns, and stands in the semantic view. A brand that isn't there yet has it when it comes. What is
    /// said no more is taken away: from RAW, whose comments are the source's, and from CI where it came from there. Tables that aren't described keep what they have.
    /// </summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="descriptions">All that the source says now.</param>
    /// <param name="cancellationToken">Stops between two statements, or within one if the data source can.</param>
    /// <exception cref="PlanException">There is no way from what is there to the model; nothing was run.</exception>
    /// <exception cref="DeploymentException">Snowflake refused a statement.</exception>
    public Task DescribeAsync(string brand, IReadOnlyList<TableDescription> descriptions, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(brand);
        ArgumentNullException.ThrowIfNull(descriptions);
        return InTurnAsync(
            [brand],
            deployed =>
            {
                _described = new Dictionary<string, IReadOnlyList<TableDescription>>(_described, StringComparer.Ordinal) { [brand] = descriptions };
                return deployed.Brands.Any(known => known.Id == brand && !Same(known.Descriptions, DescriptionsOf(brand)))
                    ? deployed.With([.. deployed.Brands.Select(known => known.Id == brand ? known with { Descriptions = DescriptionsOf(brand) } : known)])
                    : deployed;
            },
            cancellationToken);
    }

    /// <summary>Hears once of each thing that a plan saw and left alone.</summary>
    internal Action<string>? Remarked { get; set; }

    /// <summary>Hears how long a store that had to be changed is waited for.</summary>
    internal Action<TimeSpan>? AwaitsFiles { get; set; }

    /// <summary>The generation for what is deployed.</summary>
    internal SnowflakeSql Sql => _sql.For(_deployed);

    /// <summary>Whether <see cref="DeploymentOptions.Renames"/> declares a renaming, so that RAW and CI keep one column under the new name.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="rename">The renaming.</param>
    /// <returns>True if it does.</returns>
    public bool Follows(string brand, ColumnRename rename) => _options.Renames.Any(declared =>
        declared.Schema == rename.Schema && declared.Table == rename.Table
        && declared.From.Equals(rename.From, StringComparison.OrdinalIgnoreCase) && declared.To.Equals(rename.To, StringComparison.OrdinalIgnoreCase));

    /// <summary>The last cut that the account has of a brand: merged, by the foremost table where each is merged by itself, or only loaded. A manifest that is written anew under the number of such a cut would never be loaded.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The cut's number; 0 for a brand that isn't deployed.</returns>
    /// <exception cref="DeploymentException">Snowflake refused the question.</exception>
    public async Task<ulong> FindMergedCutAsync(string brand, CancellationToken cancellationToken)
    {
        WarehouseModel deployed = _deployed;
        if (deployed.Brands.All(known => known.Id != brand))
        {
            return 0;
        }
        ulong merged = 0;
        DbConnection connection = await _snowflake.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await StatementRun.QueryAsync(connection, _sql.For(deployed).LastKnownCut(brand), row => merged = Convert.ToUInt64(row[0], CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        }
        return merged;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // The store's own prefix may end like the brand's folder, so nobody can tell by the URL whether the folder is in it.
    private static string UrlOf(string brand, Uri storeUrl) => $"{storeUrl.AbsoluteUri.TrimEnd('/')}/{StorePath.Brand(brand)}";

    private BrandModel NewBrand(string brand, string url) => new(brand, url, []) { StorageIntegration = _options.StorageIntegration, Renames = _options.Renames, Drops = _options.Drops, Descriptions = DescriptionsOf(brand) };

    // What the source itself says comes first.
    private IReadOnlyList<TableDescription> DescriptionsOf(string brand) => _described.TryGetValue(brand, out IReadOnlyList<TableDescription>? own) ? [.. own, .. _options.Descriptions] : _options.Descriptions;

    private static bool Same(IReadOnlyList<TableDescription> one, IReadOnlyList<TableDescription> other) => one.Count == other.Count && one.Zip(other).All(pair => pair.First.Says(pair.Second));

    private WarehouseModel WithAll(WarehouseModel deployed, Uri storeUrl, IReadOnlyDictionary<string, IReadOnlyList<SourceTable>> shapes) => deployed.With(
    [
        .. deployed.Brands.Select(known => shapes.TryGetValue(known.Id, out IReadOnlyList<SourceTable>? told) ? known with { Tables = [.. known.Tables, .. told.Except(known.Tables)] } : known),
        .. shapes.ExceptBy(deployed.Brands.Select(known => known.Id), told => told.Key).Select(told => NewBrand(told.Key, UrlOf(told.Key, storeUrl)) with { Tables = [.. told.Value] }),
    ]);

    private static WarehouseModel With(WarehouseModel deployed, string brand, IEnumerable<SourceTable> shapes) =>
        deployed.With([.. deployed.Brands.Select(known => known.Id == brand ? known with { Tables = [.. known.Tables, .. shapes] } : known)]);

    // CREATE STAGE IF NOT EXISTS would leave the stage where it was, and nothing would load: better to say so.
    private static WarehouseModel Unmoved(WarehouseModel deployed, string brand, string url) =>
        deployed.Brand(brand).StageUrl == url
            ? deployed
            : throw new ModelException(ModelProblem.NameCollision, $"The brand '{brand}' reads {deployed.Brand(brand).StageUrl} already, not {url}. Give the other store's brand another id.");

    private async Task InTurnAsync(IReadOnlyCollection<string> brands, Func<WarehouseModel, WarehouseModel> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            WarehouseModel changed = change(_deployed);
            if (changed != _deployed)
            {
                await BringToAsync(changed, brands, cancellationToken).ConfigureAwait(false);
                // Only now: after a failure the next call plans it all again.
                _deployed = changed;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task BringToAsync(WarehouseModel model, IReadOnlyCollection<string> brands, CancellationToken cancellationToken)
    {
        WarehouseInventory there = _there;
        // Until it ends well nobody knows what was done: the next call reads anew.
        _there = new WarehouseInventory();
        SnowflakeSql sql = _sql.For(model);
        InventoryReader reader = new(_snowflake, sql, model, there);
        await reader.ReadAsync([.. brands.Select(model.Brand)], cancellationToken).ConfigureAwait(false);
        if (_channels is not null)
        {
            await _channels.EnsureAsync(sql, there.Pipes, brands, cancellationToken).ConfigureAwait(false);
        }
        await ApplyAsync(WarehousePlanner.Plan(model, sql, there, brands), cancellationToken).ConfigureAwait(false);
        if (_channels is not null)
        {
            // A pipe has its queue when it is made.
            await reader.ReadQueuesAsync(cancellationToken).ConfigureAwait(false);
            if (await _channels.EnsureAsync(sql, there.Pipes, brands, cancellationToken).ConfigureAwait(false))
            {
                await ApplyAsync(WarehousePlanner.Plan(model, sql, there, brands), cancellationToken).ConfigureAwait(false);
            }
        }
        _there = there;
    }

    private async Task ApplyAsync(WarehousePlan plan, CancellationToken cancellationToken)
    {
        await plan.ApplyAsync(_snowflake, _options.AcceptLoss, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (PlanStep step in plan.Steps)
        {
            step.Effect();
        }
        foreach (string remark in plan.Remarks.Where(_remarked.Add))
        {
            Remarked?.Invoke(remark);
        }
    }
}
