namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>Names are unique within one of these and a schema, or within the account.</summary>
internal enum NameSpaceKind
{
    Database,
    Schema,
    Table,
    FileFormat,
    Stage,
    Pipe,
    Stream,
    Task,
    Warehouse,
    ResourceMonitor,
    Role,
    Grant,
    Integration,
    Tag,
    MaskingPolicy,
    RowAccessPolicy,
    Procedure,
    SemanticView,
    Budget,
}
