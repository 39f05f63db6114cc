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
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
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
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
