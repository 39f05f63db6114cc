namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>Names are unique within one of these and a schema.</summary>
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
}
