using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>The statement's words for kinds, and the catalog's.</summary>
internal static class Spaces
{
    public static NameSpaceKind Of(ObjectKind kind) => kind switch
    {
        ObjectKind.Database => NameSpaceKind.Database,
        ObjectKind.Schema => NameSpaceKind.Schema,
        ObjectKind.Table or ObjectKind.View => NameSpaceKind.Table,
        ObjectKind.FileFormat => NameSpaceKind.FileFormat,
        ObjectKind.Stage => NameSpaceKind.Stage,
        ObjectKind.Pipe => NameSpaceKind.Pipe,
        ObjectKind.Stream => NameSpaceKind.Stream,
        ObjectKind.Task => NameSpaceKind.Task,
        ObjectKind.Warehouse => NameSpaceKind.Warehouse,
        ObjectKind.ResourceMonitor => NameSpaceKind.ResourceMonitor,
        ObjectKind.Role => NameSpaceKind.Role,
        ObjectKind.Integration or ObjectKind.StorageIntegration or ObjectKind.NotificationIntegration => NameSpaceKind.Integration,
        ObjectKind.Tag => NameSpaceKind.Tag,
        ObjectKind.MaskingPolicy => NameSpaceKind.MaskingPolicy,
        ObjectKind.RowAccessPolicy => NameSpaceKind.RowAccessPolicy,
        ObjectKind.Procedure => NameSpaceKind.Procedure,
        ObjectKind.SemanticView => NameSpaceKind.SemanticView,
        ObjectKind.Budget => NameSpaceKind.Budget,
        _ => throw new NotEmulatedException(kind.ToString().ToUpperInvariant() + "s"),
    };

    public static ObjectKind KindOf(CatalogObject value) => value switch
    {
        DatabaseObject => ObjectKind.Database,
        SchemaObject => ObjectKind.Schema,
        TableObject => ObjectKind.Table,
        ViewObject => ObjectKind.View,
        FileFormatObject => ObjectKind.FileFormat,
        StageObject => ObjectKind.Stage,
        PipeObject => ObjectKind.Pipe,
        StreamObject => ObjectKind.Stream,
        TaskObject => ObjectKind.Task,
        WarehouseObject => ObjectKind.Warehouse,
        ResourceMonitorObject => ObjectKind.ResourceMonitor,
        RoleObject => ObjectKind.Role,
        IntegrationObject { Category: "STORAGE" } => ObjectKind.StorageIntegration,
        IntegrationObject => ObjectKind.NotificationIntegration,
        TagObject => ObjectKind.Tag,
        PolicyObject { IsMasking: true } => ObjectKind.MaskingPolicy,
        PolicyObject => ObjectKind.RowAccessPolicy,
        ProcedureObject => ObjectKind.Procedure,
        SemanticViewObject => ObjectKind.SemanticView,
        BudgetObject => ObjectKind.Budget,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary>Whether an object is of the kind that a statement names.</summary>
    public static bool IsOf(CatalogObject value, ObjectKind kind) => KindOf(value) == kind || (kind == ObjectKind.Integration && value is IntegrationObject);
}
