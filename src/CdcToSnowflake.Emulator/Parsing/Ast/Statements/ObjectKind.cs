namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>What CREATE, ALTER, DROP, SHOW and DESCRIBE speak of.</summary>
internal enum ObjectKind
{
    Database,
    Schema,
    Table,
    View,
    SemanticView,
    FileFormat,
    Stage,
    Pipe,
    Stream,
    Task,
    Warehouse,
    ResourceMonitor,
    Role,
    User,

    /// <summary>An integration of whichever category: what ALTER, DROP and DESCRIBE INTEGRATION say.</summary>
    Integration,
    StorageIntegration,
    NotificationIntegration,
    Tag,
    MaskingPolicy,
    RowAccessPolicy,
    Procedure,

    /// <summary>An instance of the class SNOWFLAKE.CORE.BUDGET.</summary>
    Budget,
}
