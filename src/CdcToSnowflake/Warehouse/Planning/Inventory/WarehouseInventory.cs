using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>What an account has, in the schemas that a model is about.</summary>
internal sealed class WarehouseInventory
{
    /// <summary>The schemas that the account was asked for.</summary>
    public HashSet<ObjectName> Read { get; } = [];

    public HashSet<ObjectName> Databases { get; } = [];

    public HashSet<ObjectName> Schemas { get; } = [];

    public HashSet<ObjectName> FileFormats { get; } = [];

    public Dictionary<ObjectName, StageFacts> Stages { get; } = [];

    public Dictionary<ObjectName, TableFacts> Tables { get; } = [];

    public Dictionary<ObjectName, StreamFacts> Streams { get; } = [];

    public Dictionary<ObjectName, TaskFacts> Tasks { get; } = [];

    public Dictionary<ObjectName, PipeFacts> Pipes { get; } = [];

    /// <summary>By brand: the tables and shapes, as <c>table/shape</c>, of cuts that its merge hasn't come to.</summary>
    public Dictionary<string, HashSet<string>> Unmerged { get; } = [];
}
