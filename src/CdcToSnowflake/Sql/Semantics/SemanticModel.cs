using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Semantics;

/// <summary>What a semantic view says, from a model: a logical table for each CI table that it shows, with what its columns are.</summary>
internal sealed class SemanticModel
{
    // A TINYINT is a flag or a code, a YEAR a name of one: nobody sums them.
    private const int DigitsOfCodes = 4;

    private readonly WarehouseModel _model;
    private readonly SqlNames _names;
    private readonly SemanticOptions _options;
    private readonly SemanticLinks _links;
    private readonly SemanticVocabulary _words;

    private SemanticModel(WarehouseModel model, SqlNames names, SemanticOptions options, IReadOnlyList<CiTable> tables)
    {
        (_model, _names, _options) = (model, names, options);
        _links = new SemanticLinks(tables, model, options);
        _words = new SemanticVocabulary(options.Synonyms);
        Tables = [.. tables.Select(TableOf)];
        Relationships = _links.All;
    }

    public IReadOnlyList<SemanticTable> Tables { get; }

    public IReadOnlyList<SemanticLink> Relationships { get; }

    /// <summary>The semantic view of a model; null if it has no table to show.</summary>
    /// <exception cref="ModelException">Two things of it would have one name.</exception>
    public static SemanticModel? Of(WarehouseModel model, SqlNames names, SemanticOptions options)
    {
        if (model.Ci.Any(table => table.Name == options.Name))
        {
            throw new ModelException(ModelProblem.NameCollision, $"The semantic view {options.Name} would have the name of an API's view. Set {nameof(SemanticOptions)}.{nameof(SemanticOptions.Name)} to another.");
        }
        CiTable[] tables = [.. model.Ci.Where(table => options.Shows(table.Name))];
        return tables.Length == 0 ? null : new SemanticModel(model, names, options, tables);
    }

    private SemanticTable TableOf(CiTable table)
    {
        PlainText name = new(table.Name);
        PlainText brand = new(_model.Names.BrandColumn);
        SemanticWords words = _words.OfSource(table.Name, table.Name, _model.Comments.Of(table));
        List<SemanticField> dimensions = [new SemanticField(name, brand, SnowflakeType.VarChar, _words.OfOwn($"{table.Name}.{_model.Names.BrandColumn}", _model.Names.BrandColumn, "The brand that the row is of"))];
        List<SemanticField> facts = [];
        foreach (MergedColumn column in table.Columns.Where(column => IsShown(column.Type)))
        {
            SemanticField field = new(name, new PlainText(column.Name), column.Type, _words.OfSource($"{table.Name}.{column.Name}", column.Name, _model.Comments.Of(table, column)));
            (IsMeasured(table, column) ? facts : dimensions).Add(field);
        }
        dimensions.Add(new SemanticField(name, new PlainText(MetaColumn.UpdatedAt), SnowflakeType.TimestampNtz, _words.OfOwn($"{table.Name}.{MetaColumn.UpdatedAt}", MetaColumn.UpdatedAt, "When the source committed the row as it is, in UTC")));
        IReadOnlyList<PlainText> key = table.Key.Count == 0 ? [] : [brand, .. table.Key.Select(column => new PlainText(column))];
        return new SemanticTable(name, _names.ApiView(table), key, words) { Dimensions = dimensions, Facts = facts, Measures = MeasuresOf(table, brand, facts) };
    }

    private List<SemanticMeasure> MeasuresOf(CiTable table, PlainText brand, IEnumerable<SemanticField> facts)
    {
        PlainText name = new(table.Name);
        HashSet<string> taken = [_model.Names.BrandColumn, MetaColumn.UpdatedAt, .. table.Columns.Select(column => column.Name)];
        List<SemanticMeasure> measures = [];
        foreach (SemanticMetric metric in _options.Metrics.Where(metric => metric.Table == table.Name))
        {
            if (!taken.Add(metric.Name))
            {
                throw new ModelException(ModelProblem.NameCollision, $"The metric {metric.Name} of the semantic view has the name of a column of {table.Name}, or of another metric. Name it otherwise.");
            }
            measures.Add(new SemanticMeasure(name, new PlainText(metric.Name), "expression", brand, new SqlText(metric.Expression), [.. metric.Using.Select(link => new PlainText(link))], _words.Of(metric.Name, metric.Comment, metric.Synonyms)));
        }
        Add("count", $"{table.Name}_COUNT", brand, "Number of rows");
        foreach (SemanticField fact in facts)
        {
            Add("sum", $"SUM_{fact.Name.Text}", fact.Name, $"Sum of {fact.Name.Text}");
            Add("average", $"AVERAGE_{fact.Name.Text}", fact.Name, $"Average of {fact.Name.Text}");
        }
        return measures;

        // What a column or a metric of the user's is called already is theirs.
        void Add(string kind, string measure, PlainText column, string comment)
        {
            if (WarehouseNames.IsIdentifier(measure) && taken.Add(measure))
            {
                measures.Add(new SemanticMeasure(name, new PlainText(measure), kind, column, new SqlText(""), [], _words.Of(measure, comment, [])));
            }
        }
    }

    // A document, a picture or a vector is nothing to group by.
    private static bool IsShown(SnowflakeType type) => type.Kind is not (SnowflakeKind.Variant or SnowflakeKind.Array or SnowflakeKind.Binary);

    private bool IsMeasured(CiTable table, MergedColumn column) =>
        column.Type.Kind == SnowflakeKind.Float || column.Type.Kind == SnowflakeKind.Number && !column.IsKey && !_links.Points(table.Name, column.Name)
        && (column.Type.Scale > 0 || column.Type.Precision > DigitsOfCodes && column.Name != "ID" && !column.Name.EndsWith("_ID", StringComparison.Ordinal));
}
