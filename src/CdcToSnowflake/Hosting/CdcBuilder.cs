using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcToSnowflake.Hosting.Alerts;
using CdcToSnowflake.Hosting.Changes;
using CdcToSnowflake.Hosting.Cost;
using CdcToSnowflake.Hosting.Flow;
using CdcToSnowflake.Hosting.Targets;
using CdcToSnowflake.Storage;
using CdcToSnowflake.Warehouse.SqlApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdcToSnowflake.Hosting;

/// <summary>Composes the service.</summary>
public sealed class CdcBuilder
{
    internal CdcBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Changes any setting.</summary>
    /// <param name="configure">The change.</param>
    /// <returns>This.</returns>
    public CdcBuilder Configure(Action<CdcOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Writes the cuts to a bucket.</summary>
    /// <param name="configure">Says which, and how to reach it.</param>
    /// <returns>This.</returns>
    public CdcBuilder ToS3(Action<S3StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Configure(options => configure(options.Store.S3 ??= new S3StoreOptions { Bucket = "" }));
    }

    /// <summary>Writes the cuts to a folder.</summary>
    /// <param name="path">The folder's path.</param>
    /// <returns>This.</returns>
    public CdcBuilder ToFolder(string path) => Configure(options => options.Store.Folder = path);

    /// <summary>Writes the cuts to another store.</summary>
    /// <param name="store">Makes it; it is disposed of with the service.</param>
    /// <returns>This.</returns>
    public CdcBuilder ToStore(Func<IServiceProvider, IObjectStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Configure(options => options.Store.Other = store);
    }

    /// <summary>Keeps an account in step with the brands' tables.</summary>
    /// <param name="configure">Says which, and how.</param>
    /// <returns>This.</returns>
    public CdcBuilder ToSnowflake(Action<SnowflakeOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Configure(options => configure(options.Snowflake));
    }

    /// <summary>Keeps an account in step with the brands' tables, by a data source of the application's own: one whose OAuth tokens come from a provider (<see cref="SnowflakeSqlApiOptions.TokenProvider"/>), or anybody's.</summary>
    /// <param name="account">Makes it, each time that this process begins to work; it is disposed of when the work ends.</param>
    /// <param name="configure">Says more; null for the defaults.</param>
    /// <returns>This.</returns>
    public CdcBuilder ToSnowflake(Func<IServiceProvider, DbDataSource> account, Action<SnowflakeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Configure(options =>
        {
            options.Snowflake.Other = services => new AccountTarget(account(services));
            configure?.Invoke(options.Snowflake);
        });
    }

    /// <summary>Keeps something in the place of an account in step with the brands' tables.</summary>
    /// <param name="target">Makes it, each time that this process begins to work.</param>
    /// <returns>This.</returns>
    public CdcBuilder ToWarehouse(Func<IServiceProvider, IWarehouseTarget> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Configure(options => options.Snowflake.Other = target);
    }

    /// <summary>Adds a brand, or changes one that the configuration has.</summary>
    /// <param name="id">The brand's id. It stands in CI's key, in paths and in names; it must never change.</param>
    /// <param name="configure">Says where it comes from, and which tables.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The id is empty. All else is checked, with the other settings, when the service starts.</exception>
    public CdcBuilder AddBrand(string id, Action<BrandBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(configure);
        return Configure(options =>
        {
            if (!options.Brands.TryGetValue(id, out var brand))
            {
                options.Brands.Add(id, brand = new BrandOptions());
            }

            configure(new BrandBuilder(brand));
        });
    }

    /// <summary>Takes failures to people: of brands and handlers, and of Snowflake's tasks and pipes, as the queue tells of them that subscribes to the error integration's topic.</summary>
    /// <param name="configure">Says which queue, and who is told.</param>
    /// <returns>This.</returns>
    public CdcBuilder AlertOnFailures(Action<FailureAlertOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Configure(options => configure(options.Alerts));
    }

    /// <summary>Looks at each brand's way to CI from time to time: how far it is behind, and what is missing on it. Health checks (<c>cdc-flow:BRAND</c>), metrics and failure alerts tell of it.</summary>
    /// <param name="interval">How often. Each look wakes the session's warehouse.</param>
    /// <param name="configure">Says more; null for the defaults.</param>
    /// <returns>This.</returns>
    public CdcBuilder WatchFlow(TimeSpan interval, Action<FlowWatchOptions>? configure = null) => Configure(options =>
    {
        options.Flow.Interval = interval;
        configure?.Invoke(options.Flow);
    });

    /// <summary>Reports from time to time what the account cost, by warehouse, task, pipe and brand: as metrics, in the log, and for a page (<see cref="CdcStatus.Cost"/>). Failure alerts tell of costs beyond a limit, and of advice that saves much.</summary>
    /// <param name="interval">How often. Each report wakes the session's warehouse.</param>
    /// <param name="configure">Says more; null for the defaults.</param>
    /// <returns>This.</returns>
    /// <remarks>The role needs what <see cref="Operations.Cost.CostReader"/> says.</remarks>
    public CdcBuilder WatchCost(TimeSpan interval, Action<CostWatchOptions>? configure = null) => Configure(options =>
    {
        options.Cost.Interval = interval;
        configure?.Invoke(options.Cost);
    });

    /// <summary>Calls a handler with the changes of each committed cut. It is taken from the services, where it is added, scoped, unless it is there already.</summary>
    /// <typeparam name="THandler">The handler: it implements one <see cref="IChangeHandler{TRow}"/>.</typeparam>
    /// <param name="configure">Says what it hears; null = the table that <c>[Table]</c> on its row type names, of all brands.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It implements none or several, or its row can't be made.</exception>
    [RequiresUnreferencedCode(RowType.ByReflection)]
    public CdcBuilder OnChanges<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.Interfaces)] THandler>(
        Action<ChangeHandlerOptions>? configure = null)
        where THandler : class
    {
        var rows = typeof(THandler).GetInterfaces().Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IChangeHandler<>)).Select(type => type.GetGenericArguments()[0]).ToList();
        if (rows.Count != 1)
        {
            throw new ArgumentException($"{typeof(THandler)} must implement one IChangeHandler<TRow>; it implements {rows.Count}. Make a class for each row type.");
        }

        _ = RowType.Of(rows[0]);
        Services.TryAddScoped<THandler>();
        return Configure(options =>
        {
            var handler = new ChangeHandlerOptions(typeof(THandler), rows[0]);
            configure?.Invoke(handler);
            options.Handlers.Add(handler);
        });
    }
}
