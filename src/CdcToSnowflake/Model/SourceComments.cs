namespace CdcToSnowflake.Model;

/// <summary>What the sources' comments say of tables and columns, by their names in Snowflake. Of several brands that say something of one CI table, the first is heard.</summary>
internal sealed class SourceComments(WarehouseModel model)
{
    private readonly Dictionary<string, ILookup<(string, string), TableDescription>> _described = model.Brands
        .Where(brand => brand.Descriptions.Count > 0)
        .ToDictionary(brand => brand.Id, brand => brand.Descriptions.ToLookup(description => (description.Schema, description.Table)), StringComparer.Ordinal);

    /// <summary>Whether a brand's source was asked what it says of a table.</summary>
    public bool Describes(BrandTable table) => DescriptionsOf(table).Any();

    /// <summary>What is said of a brand's table; empty for nothing, as are the others.</summary>
    public string Of(BrandTable table) => DescriptionsOf(table).Select(description => description.Comment).FirstOrDefault(comment => comment.Length > 0) ?? "";

    /// <summary>What is said of a column of RAW.</summary>
    public string Of(BrandTable table, MergedColumn column) => ColumnOf(table, name => name, column.Name);

    /// <summary>What is said of a table of CI.</summary>
    public string Of(CiTable table) => table.Members.Select(member => Of(member.Table)).FirstOrDefault(comment => comment.Length > 0) ?? "";

    /// <summary>What is said of a column of CI.</summary>
    public string Of(CiTable table, MergedColumn column) =>
        table.Members.Select(member => ColumnOf(member.Table, name => CiMember.NameOf(member.Table, name), column.Name)).FirstOrDefault(comment => comment.Length > 0) ?? "";

    private IEnumerable<TableDescription> DescriptionsOf(BrandTable table) => _described.TryGetValue(table.Brand, out ILookup<(string, string), TableDescription>? brand) ? brand[(table.Schema, table.Source)] : [];

    private string ColumnOf(BrandTable table, Func<string, string> nameOf, string column) =>
        DescriptionsOf(table).SelectMany(description => description.ColumnComments).FirstOrDefault(pair => pair.Value.Length > 0 && nameOf(WarehouseNames.ColumnOf(pair.Key)) == column).Value ?? "";
}
