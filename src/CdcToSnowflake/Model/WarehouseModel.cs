namespace CdcToSnowflake.Model;

/// <summary>Everything that is to exist in Snowflake: the brands, their tables in all shapes, and the names. Checked when made: a model that exists can be generated.</summary>
public sealed class WarehouseModel
{
    private readonly Dictionary<string, IReadOnlyList<BrandTable>> _tables = [];
    private readonly Dictionary<(string Brand, string Schema, string Table), BrandTable> _tableOf;
    private readonly Dictionary<string, CiTable> _ciOf;

    /// <summary>Makes and checks a model.</summary>
    /// <param name="brands">The brands.</param>
    /// <param name="names">The names; null for the defaults.</param>
    /// <param name="rules">How tables are treated that the defaults don't suit; of several that name a table the first holds. Null for none.</param>
    /// <exception cref="ModelException">The model can't become a warehouse; the message says where and what to do.</exception>
    public WarehouseModel(IReadOnlyList<BrandModel> brands, WarehouseNames? names = null, IReadOnlyList<TableRule>? rules = null)
    {
        ArgumentNullException.ThrowIfNull(brands);
        Names = names ?? new WarehouseNames();
        Brands = [.. brands];
        Rules = [.. (rules ?? []).Select(rule => rule.Checked())];
        _ = WarehouseNames.Checked(Names.CiDatabase, nameof(WarehouseNames.CiDatabase));
        _ = WarehouseNames.Checked(Names.CiSchema, nameof(WarehouseNames.CiSchema));
        _ = WarehouseNames.Checked(Names.ApiSchema, nameof(WarehouseNames.ApiSchema));
        _ = WarehouseNames.Checked(Names.BrandColumn, nameof(WarehouseNames.BrandColumn));
        foreach (BrandModel brand in Brands)
        {
            _ = StorePath.Escape(brand.Id);
            if (!_tables.TryAdd(brand.Id, TablesOf(brand)))
            {
                throw new ModelException(ModelProblem.NameCollision, $"Two brands have the id '{brand.Id}'. Give each its own.");
            }
        }
        RefuseSharedSchemas();
        Ci = [.. Brands.SelectMany(brand => _tables[brand.Id])
            .GroupBy(table => table.CiName, StringComparer.Ordinal)
            .Select(group => CiTable.Of(group.Key, [.. group], Names))];
        _tableOf = _tables.Values.SelectMany(tables => tables).ToDictionary(table => (table.Brand, table.Schema, table.Source));
        _ciOf = Ci.ToDictionary(table => table.Name, StringComparer.Ordinal);
    }

    /// <summary>The names.</summary>
    public WarehouseNames Names { get; }

    /// <summary>The brands, in the order given.</summary>
    public IReadOnlyList<BrandModel> Brands { get; }

    /// <summary>How tables are treated that the defaults don't suit.</summary>
    public IReadOnlyList<TableRule> Rules { get; }

    /// <summary>The CI tables, in the order in which the brands bring them.</summary>
    internal IReadOnlyList<CiTable> Ci { get; }

    /// <summary>What the sources' comments say.</summary>
    internal SourceComments Comments => field ??= new SourceComments(this);

    /// <summary>The same names and rules for other brands.</summary>
    internal WarehouseModel With(IReadOnlyList<BrandModel> brands) => new(brands, Names, Rules);

    internal BrandModel Brand(string brand) =>
        Brands.FirstOrDefault(candidate => candidate.Id == brand)
        ?? throw new ModelException(ModelProblem.Unknown, $"The model has no brand '{brand}'. It has: {string.Join(", ", Brands.Select(known => $"'{known.Id}'"))}.");

    internal IReadOnlyList<BrandTable> Tables(string brand) => _tables[Brand(brand).Id];

    internal BrandTable Table(string brand, string schema, string table) =>
        _tableOf.GetValueOrDefault((Brand(brand).Id, schema, table))
        ?? throw new ModelException(ModelProblem.Unknown, $"The model has no table {schema}.{table} in the brand '{brand}'.");

    internal CiTable CiOf(BrandTable table) => _ciOf[table.CiName];

    private List<BrandTable> TablesOf(BrandModel brand)
    {
        Dictionary<string, string> taken = ObjectNames.OfSdk(brand.Id);
        List<BrandTable> tables = [];
        foreach (IGrouping<(string, string), SourceTable> shapes in brand.Tables.Distinct().GroupBy(table => (table.Schema, table.Name)))
        {
            BrandTable table = BrandTable.Of(brand, [.. shapes], Names, Rules.FirstOrDefault(rule => rule.Matches(brand.Id, shapes.Key.Item1, shapes.Key.Item2)));
            string source = $"{table.Schema}.{table.Source}";
            foreach (string name in ObjectNames.OfTable(table))
            {
                if (!taken.TryAdd(name, source))
                {
                    throw new ModelException(ModelProblem.NameCollision,
                        $"In the brand '{brand.Id}', {taken[name]} and {source} would both need the name {name} in Snowflake. Set {nameof(WarehouseNames)}.{nameof(WarehouseNames.Table)} to a pattern that keeps them apart, such as {{SCHEMA}}__{{TABLE}}.");
                }
            }
            tables.Add(table);
        }
        return tables;
    }

    private void RefuseSharedSchemas()
    {
        Dictionary<(string, string), string> taken = new() { [(Names.CiDatabase, Names.CiSchema)] = "the CI tables" };
        if (!taken.TryAdd((Names.CiDatabase, Names.ApiSchema), "the API's views"))
        {
            throw new ModelException(ModelProblem.NameCollision, $"The CI tables and the API's views would share the schema {Names.CiDatabase}.{Names.CiSchema}. Set {nameof(WarehouseNames)}.{nameof(WarehouseNames.ApiSchema)} to another.");
        }
        foreach (BrandModel brand in Brands)
        {
            string database = Names.BrandDatabaseOf(brand.Id);
            foreach (string schema in (string[])[Names.StgSchemaOf(brand.Id), Names.RawSchemaOf(brand.Id)])
            {
                if (!taken.TryAdd((database, schema), $"the brand '{brand.Id}'"))
                {
                    throw new ModelException(ModelProblem.NameCollision,
                        $"The brand '{brand.Id}' and {taken[(database, schema)]} would share the schema {database}.{schema}. Set {nameof(WarehouseNames)}.{nameof(WarehouseNames.BrandDatabase)}, {nameof(WarehouseNames.StgSchema)} or {nameof(WarehouseNames.RawSchema)} to patterns that keep them apart.");
                }
            }
        }
    }
}
