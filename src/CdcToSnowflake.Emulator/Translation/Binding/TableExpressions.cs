namespace CdcToSnowflake.Emulator.Translation;

/// <summary>The WITH tables in sight, the nearest first.</summary>
internal sealed class TableExpressions
{
    private readonly TableExpressions? _outer;
    private readonly Dictionary<string, Relation> _tables = new(StringComparer.Ordinal);

    public TableExpressions(TableExpressions? outer) => _outer = outer;

    public void Add(string name, Relation relation) => _tables[name] = relation;

    public Relation? Find(string name) => _tables.TryGetValue(name, out var relation) ? relation : _outer?.Find(name);
}
