using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>What <see cref="SqlOptions.Account"/> asks for and no database holds: resource monitor, warehouses, integrations and roles. Nothing if it is null.</summary>
    /// <returns>The statements.</returns>
    /// <exception cref="ModelException">A brand that the storage integration must reach isn't in S3.</exception>
    public IEnumerable<SqlStatement> SetUpAccount() =>
        SetUpResourceMonitor().Concat(SetUpWarehouses()).Concat(SetUpStorageIntegration()).Concat(SetUpErrorIntegration()).Concat(SetUpRoles());

    /// <summary>The resource monitor, if there is to be one.</summary>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> SetUpResourceMonitor() => _options.Account?.ResourceMonitor is not { } monitor ? [] :
    [
        Write("resource-monitor/create", new ObjectName(monitor.Name), name => MonitorSettings(name, monitor, isRestarted: true)),
    ];

    /// <summary>Gives a resource monitor that is there its settings.</summary>
    /// <param name="monitor">The settings.</param>
    /// <param name="isRestarted">Whether its interval changes, so that it begins to count anew.</param>
    internal SqlStatement AlterResourceMonitor(ResourceMonitorOptions monitor, bool isRestarted) =>
        Write("resource-monitor/alter", new ObjectName(monitor.Name), name => MonitorSettings(name, monitor, isRestarted));

    /// <summary>The warehouses: those that aren't there are made, and those that are get their settings.</summary>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> SetUpWarehouses()
    {
        foreach (WarehouseOptions warehouse in _options.Account?.Made ?? [])
        {
            yield return CreateWarehouse(warehouse);
            yield return AlterWarehouse(warehouse);
        }
    }

    internal SqlStatement CreateWarehouse(WarehouseOptions warehouse) => Write("warehouse/create", new ObjectName(warehouse.Name), name => new
    {
        Warehouse = name,
        Settings = new WarehouseSettings(warehouse, _options.Account?.ResourceMonitor),
        Comment = new PlainText($"CDC: {warehouse.Use}"),
    });

    /// <summary>Gives a warehouse that is there its settings.</summary>
    /// <param name="warehouse">The settings.</param>
    /// <param name="hasClusters">Whether the one that is there has several clusters.</param>
    internal SqlStatement AlterWarehouse(WarehouseOptions warehouse, bool hasClusters = false) =>
        Write("warehouse/alter", new ObjectName(warehouse.Name), name => new { Warehouse = name, Settings = new WarehouseSettings(warehouse, _options.Account?.ResourceMonitor, hasClusters) });

    /// <summary>The storage integration over the folders of all brands that name no other, if there is to be one.</summary>
    /// <returns>The statements.</returns>
    /// <exception cref="ModelException">A brand isn't in S3.</exception>
    internal IEnumerable<SqlStatement> SetUpStorageIntegration()
    {
        if (_options.Account?.Storage is not { } storage || Reached(storage) is not { Count: > 0 } brands)
        {
            yield break;
        }
        yield return Write("integration/create-storage", new ObjectName(storage.Name), name => StorageSettings(name, storage, brands.Select(brand => brand.StageUrl), Provider(brands)));
        yield return AlterStorageIntegration(storage, brands.Select(brand => brand.StageUrl));
    }

    /// <summary>Gives a storage integration that is there its settings.</summary>
    internal SqlStatement AlterStorageIntegration(StorageIntegrationOptions storage, IEnumerable<string> locations) =>
        Write("integration/alter-storage", new ObjectName(storage.Name), name => StorageSettings(name, storage, locations, ""));

    /// <summary>The notification integration that failures go to, if there is to be one.</summary>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> SetUpErrorIntegration() => _options.Account?.Errors is not { } errors ? [] :
    [
        Write("integration/create-notification", new ObjectName(errors.Name), name => NotificationSettings(name, errors)),
    ];

    /// <summary>Gives a notification integration that is there its settings.</summary>
    internal SqlStatement AlterErrorIntegration(ErrorNotificationOptions errors) => Write("integration/alter-notification", new ObjectName(errors.Name), name => NotificationSettings(name, errors));

    /// <summary>The cost tag on all databases and warehouses, and the budget over it, if there are to be any. After the databases.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpCosts()
    {
        if (_options.Account is not { CostTag: { } costTag } account)
        {
            yield break;
        }
        ObjectName tag = _names.Ci.With(costTag.Name);
        PlainText value = new(costTag.Value);
        yield return Write("tag/create", tag, name => new { Tag = name, Comment = new PlainText("Who pays") });
        foreach (ObjectName database in Databases())
        {
            yield return Write("tag/set-on-database", database, name => new { Object = name, Tag = tag, Value = value });
        }
        foreach (WarehouseOptions warehouse in account.Made)
        {
            yield return Write("tag/set-on-warehouse", new ObjectName(warehouse.Name), name => new { Object = name, Tag = tag, Value = value });
        }
        foreach (SqlStatement statement in SetUpBudget())
        {
            yield return statement;
        }
    }

    /// <summary>The budget, if there is to be one.</summary>
    internal IEnumerable<SqlStatement> SetUpBudget() => _options.Account is { Budget: { } budget, CostTag: { } tag } ? SetUpBudget(budget, _names.Ci.With(tag.Name), new PlainText(tag.Value)) : [];

    /// <summary>Notes on the budget what it was made from.</summary>
    internal SqlStatement LabelBudget(SqlStatement made, string comment) => Write("budget/label", made.Object!, name => new { Budget = name, Comment = new PlainText(comment) });

    private IEnumerable<SqlStatement> SetUpBudget(BudgetOptions options, ObjectName tag, PlainText value)
    {
        ObjectName budget = _names.Ci.With(options.Name);
        yield return Write("budget/create", budget, name => new { Budget = name, Comment = new PlainText("CDC of all brands") });
        yield return Write("budget/set-limit", budget, name => new { Budget = name, options.CreditsPerMonth });
        yield return Write("budget/set-threshold", budget, name => new { Budget = name, options.NotifyAt });
        yield return Write("budget/set-tag", budget, name => new { Budget = name, Tag = tag, Value = value });
        if (_options.Account?.Errors is { } errors)
        {
            yield return Write("grant/notify-budget", new ObjectName(errors.Name), name => new { Object = name });
            yield return Write("budget/add-notification", budget, name => new { Budget = name, Integration = new PlainText(errors.Name) });
        }
    }

    private IEnumerable<ObjectName> Databases() =>
        _model.Brands.Select(brand => _names.BrandDatabase(brand.Id)).Prepend(_names.CiDatabase).DistinctBy(database => database.Display);

    internal List<BrandModel> Reached(StorageIntegrationOptions storage) =>
        [.. _model.Brands.Where(brand => IntegrationOf(brand) == storage.Name)];

    private string? IntegrationOf(BrandModel brand) => brand.StorageIntegration ?? _options.Account?.Storage?.Name;

    private static object MonitorSettings(ObjectName name, ResourceMonitorOptions monitor, bool isRestarted) => new
    {
        Monitor = name,
        monitor.CreditQuota,
        IsRestarted = isRestarted,
        Frequency = SqlText.Keyword(monitor.Frequency),
        NotifyAt = monitor.Notifications.ToList(),
        HasSuspend = monitor.SuspendAt is not null,
        SuspendAt = monitor.SuspendAt ?? 0,
        HasSuspendImmediately = monitor.SuspendImmediatelyAt is not null,
        SuspendImmediatelyAt = monitor.SuspendImmediatelyAt ?? 0,
    };

    private static object StorageSettings(ObjectName name, StorageIntegrationOptions storage, IEnumerable<string> locations, string provider) => new
    {
        Integration = name,
        Provider = new PlainText(provider),
        RoleArn = new PlainText(storage.RoleArn),
        HasExternalId = storage.ExternalId is not null,
        ExternalId = new PlainText(storage.ExternalId ?? ""),
        Locations = Texts(locations),
    };

    private static object NotificationSettings(ObjectName name, ErrorNotificationOptions errors) => new
    {
        Integration = name,
        TopicArn = new PlainText(errors.TopicArn),
        RoleArn = new PlainText(errors.RoleArn),
        Comment = new PlainText("Failures of CDC's pipes and tasks"),
    };

    // The manual's CREATE STORAGE INTEGRATION: one provider each for S3, S3 in China and S3 of the US government.
    private static string Provider(List<BrandModel> brands)
    {
        string[] schemes = [.. brands.Select(brand => brand.StageUrl.Split("://")[0].ToUpperInvariant()).Distinct()];
        return schemes is ["S3" or "S3CHINA" or "S3GOV"]
            ? schemes[0]
            : throw new ModelException(ModelProblem.BadName,
                $"A storage integration reaches one of s3://, s3china:// and s3gov://, and the brands' folders are in {string.Join(", ", brands.Select(brand => brand.StageUrl))}. Name another integration with {nameof(BrandModel)}.{nameof(BrandModel.StorageIntegration)} for those that are elsewhere.");
    }
}
