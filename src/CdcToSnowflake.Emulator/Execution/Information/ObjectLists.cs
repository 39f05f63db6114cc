using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW's columns by kind, each as its page in the manual lists them.</summary>
internal static class ObjectLists
{
    private static readonly Dictionary<ObjectKind, ObjectList> Lists = new()
    {
        [ObjectKind.Database] = ContainerLists.Databases,
        [ObjectKind.Schema] = ContainerLists.Schemas,
        [ObjectKind.Table] = TableLists.Tables,
        [ObjectKind.View] = TableLists.Views,
        [ObjectKind.SemanticView] = SemanticViewProperties.List,
        [ObjectKind.FileFormat] = LoadLists.FileFormats,
        [ObjectKind.Stage] = LoadLists.Stages,
        [ObjectKind.Pipe] = LoadLists.Pipes,
        [ObjectKind.Stream] = FlowLists.Streams,
        [ObjectKind.Task] = FlowLists.Tasks,
        [ObjectKind.Warehouse] = AccountLists.Warehouses,
        [ObjectKind.ResourceMonitor] = AccountLists.ResourceMonitors,
        [ObjectKind.Role] = AccountLists.Roles,
        [ObjectKind.Integration] = AccountLists.Integrations,
        [ObjectKind.StorageIntegration] = AccountLists.Integrations,
        [ObjectKind.NotificationIntegration] = AccountLists.Integrations,
        [ObjectKind.Tag] = GovernanceLists.Tags,
        [ObjectKind.MaskingPolicy] = GovernanceLists.Policies,
        [ObjectKind.RowAccessPolicy] = GovernanceLists.Policies,
        [ObjectKind.Procedure] = ProcedureLists.Procedures,
        [ObjectKind.Budget] = GovernanceLists.Budgets,
    };

    /// <summary>By SHOW's words for it; null if they stand for no list of objects.</summary>
    public static (ObjectKind Kind, ObjectList List)? Find(string what)
    {
        foreach (var (kind, list) in Lists)
        {
            if (ObjectKindWords.Plural(kind) == what)
            {
                return (kind, list);
            }
        }

        return null;
    }

    public static ObjectList Of(ObjectKind kind) => Lists[kind];

    /// <summary>The objects of a kind, the roles that every account has among them.</summary>
    public static IEnumerable<CatalogObject> All(ObjectKind kind, CatalogSnapshot catalog)
    {
        var found = catalog.All.Where(item => item is not GrantObject && Spaces.IsOf(item, kind));
        return kind == ObjectKind.Role ? found.Concat(RoleObject.SystemDefined.Select(name => new RoleObject { Name = name, CreatedOn = DateTimeOffset.UnixEpoch })) : found;
    }
}
