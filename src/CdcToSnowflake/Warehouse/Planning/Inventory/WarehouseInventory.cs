using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>What an account has, in the schemas that a model is about.</summary>
internal sealed class WarehouseInventory
{
    /// <summary>The schemas that the account was asked for.</summary>
    public HashSet<ObjectName> Read { get; } = [];

    public HashSet<ObjectName> Databases { get; } = [];

    public HashSet<ObjectName> Schemas { get; } = [];

    /// <summary>The file formats, each with its comment, which ends with the fingerprint of the statement that made it.</summary>
    public Dictionary<ObjectName, string> FileFormats { get; } = [];

    public Dictionary<ObjectName, StageFacts> Stages { get; } = [];

    public Dictionary<ObjectName, TableFacts> Tables { get; } = [];

    public Dictionary<ObjectName, StreamFacts> Streams { get; } = [];

    public Dictionary<ObjectName, TaskFacts> Tasks { get; } = [];

    /// <summary>Procedures whose names are the SDK's, each of which tells what is in it.</summary>
    public HashSet<ObjectName> Procedures { get; } = [];

    public Dictionary<ObjectName, PipeFacts> Pipes { get; } = [];

    /// <summary>The API's views, each with its comment, which ends with the fingerprint of the statement that made it.</summary>
    public Dictionary<ObjectName, string> Views { get; } = [];

    /// <summary>The semantic views beside them, each with its comment, which ends likewise.</summary>
    public Dictionary<ObjectName, string> SemanticViews { get; } = [];

    /// <summary>The row access policies, each with its body; empty where nobody asked for it.</summary>
    public Dictionary<ObjectName, string> Policies { get; } = [];

    /// <summary>By kind, as grants name it, and schema: what was there when the account was asked. What plans made since has its grants by those on objects to come.</summary>
    public Dictionary<(string Kind, ObjectName Schema), IReadOnlyList<ObjectName>> Listed { get; } = [];

    /// <summary>Whether the account was asked for what follows; of it only what the options name.</summary>
    public bool IsAccountRead { get; set; }

    public Dictionary<ObjectName, Dictionary<string, string>> Warehouses { get; } = [];

    public Dictionary<ObjectName, Dictionary<string, string>> Monitors { get; } = [];

    public Dictionary<ObjectName, Dictionary<string, string>> Integrations { get; } = [];

    public HashSet<ObjectName> Roles { get; } = [];

    /// <summary>The role that plans.</summary>
    public string Planner { get; set; } = "";

    /// <summary>Whether who plans can do what the loader's role can, if need be once the plan has made that role.</summary>
    public bool HoldsLoader { get; set; }

    /// <summary>The other roles that own pipes, each with whether who plans can do what it can.</summary>
    public Dictionary<string, bool> Owners { get; } = new(StringComparer.Ordinal);

    /// <summary>What the SDK's roles hold, and which roles hold them.</summary>
    public HashSet<GrantFact> Grants { get; } = [];

    public HashSet<ObjectName> Tags { get; } = [];

    /// <summary>The cost tag's value by database; null where it isn't set.</summary>
    public Dictionary<ObjectName, string?> DatabaseTags { get; } = [];

    /// <summary>The cost tag's value by warehouse; null where it isn't set.</summary>
    public Dictionary<ObjectName, string?> WarehouseTags { get; } = [];

    /// <summary>The budgets, each with its comment, which ends with the fingerprint of the statements that made it.</summary>
    public Dictionary<ObjectName, string> Budgets { get; } = [];

    /// <summary>By brand: the tables and shapes, as <c>table/shape</c>, of cuts that its merge hasn't come to.</summary>
    public Dictionary<string, HashSet<string>> Unmerged { get; } = [];
}
