using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>
/// Which tables point to which. Snowflake takes what points to a whole key, and neither a table that points to itself nor a circle (the manual's "How Snowflake validates semantic views"); what it doesn't take is left
/// out, the user's own relationships last. Several ways between two tables stay: Snowflake refuses a question that could go by either, and a metric may say by which.
/// </summary>
internal sealed class SemanticLinks
{
    private readonly Dictionary<string, CiTable> _tables;
    private readonly string _brandColumn;
    private readonly List<(string Table, string Referenced, IReadOnlyList<(string Column, string Referenced)> Columns, string? Name)> _links = [];

    public SemanticLinks(IReadOnlyList<CiTable> tables, WarehouseModel model, SemanticOptions options)
    {
        _tables = tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        _brandColumn = model.Names.BrandColumn;
        foreach (SemanticRelationship declared in options.Relationships)
        {
            Add(declared.Table, declared.Columns, declared.Referenced, declared.ReferencedColumns.Count > 0 ? declared.ReferencedColumns : _tables.GetValueOrDefault(declared.Referenced)?.Key ?? [], declared.Name);
        }
        foreach (CiTable table in options.TakesForeignKeys ? tables : [])
        {
            AddForeignKeys(table, model);
        }
    }

    /// <summary>The relationships, those of one table together.</summary>
    public IReadOnlyList<SemanticLink> All
    {
        get
        {
            HashSet<string> names = new(StringComparer.Ordinal);
            return
            [
                .. _links.Select(link => new SemanticLink(
                    new PlainText(NameOf(link.Table, link.Referenced, link.Columns, link.Name, names)),
                    new PlainText(link.Table),
                    new PlainText(link.Referenced),
                    [new SemanticLinkColumn(new PlainText(_brandColumn), new PlainText(_brandColumn)), .. link.Columns.Select(column => new SemanticLinkColumn(new PlainText(column.Column), new PlainText(column.Referenced)))])),
            ];
        }
    }

    /// <summary>Whether a column points to another table, so that its values are names of rows and nothing to be summed.</summary>
    public bool Points(string table, string column) => _links.Exists(link => link.Table == table && link.Columns.Any(pair => pair.Column == column));

    private void AddForeignKeys(CiTable table, WarehouseModel model)
    {
        foreach (CiMember member in table.Members)
        {
            BrandModel brand = model.Brand(member.Table.Brand);
            foreach (ForeignKey key in brand.Descriptions.Where(description => description.Schema == member.Table.Schema && description.Table == member.Table.Source).SelectMany(description => description.ForeignKeys))
            {
                BrandTable? referenced = model.Tables(brand.Id).FirstOrDefault(candidate => candidate.Schema == key.ReferencedSchema && candidate.Source == key.ReferencedTable);
                if (referenced is not null)
                {
                    Add(table.Name, NamesOf(member.Table, key.Columns), referenced.CiName, NamesOf(referenced, key.ReferencedColumns), name: null);
                }
            }
        }
    }

    private static List<string> NamesOf(BrandTable table, IEnumerable<string> columns) => [.. columns.Select(column => CiMember.NameOf(table, WarehouseNames.ColumnOf(column)))];

    private void Add(string table, IReadOnlyList<string> columns, string referenced, IReadOnlyList<string> referencedColumns, string? name)
    {
        if (!_tables.TryGetValue(table, out CiTable? from) || !_tables.TryGetValue(referenced, out CiTable? to) || columns.Count != referencedColumns.Count
            || to.Key.Count == 0 || !to.Key.Order(StringComparer.Ordinal).SequenceEqual(referencedColumns.Order(StringComparer.Ordinal)) || Reaches(referenced, table))
        {
            return;
        }
        // In the key's order, in which the view has the key.
        (string Column, string Referenced)[] pairs = [.. columns.Zip(referencedColumns).OrderBy(pair => to.Key.Index().First(key => key.Item == pair.Second).Index)];
        if (pairs.All(pair => Meet(from, pair.Column, to, pair.Referenced)) && !_links.Exists(link => link.Table == table && link.Referenced == referenced && link.Columns.SequenceEqual(pairs)))
        {
            _links.Add((table, referenced, pairs, name));
        }
    }

    // A hashed column meets no number.
    private static bool Meet(CiTable from, string column, CiTable to, string referenced) =>
        from.Columns.FirstOrDefault(candidate => candidate.Name == column) is { } a && to.Columns.FirstOrDefault(candidate => candidate.Name == referenced) is { } b && a.Type.Kind == b.Type.Kind;

    private bool Reaches(string from, string to) => from == to || _links.Exists(link => link.Table == from && Reaches(link.Referenced, to));

    private string NameOf(string table, string referenced, IReadOnlyList<(string Column, string Referenced)> columns, string? name, HashSet<string> taken)
    {
        bool isOneOfSeveral = _links.Count(link => link.Table == table && link.Referenced == referenced) > 1;
        string own = name ?? $"{table}_TO_{referenced}{(isOneOfSeveral ? $"_BY_{string.Join("_", columns.Select(column => column.Column))}" : "")}";
        own = WarehouseNames.IsIdentifier(own) ? own : $"LINK_{taken.Count}";
        return taken.Add(own) ? own : throw new ModelException(ModelProblem.NameCollision, $"Two relationships of the semantic view would be {own}. Set {nameof(SemanticRelationship)}.{nameof(SemanticRelationship.Name)}.");
    }
}
