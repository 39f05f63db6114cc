using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE SEMANTIC VIEW, checked by the manual's "How Snowflake validates semantic views" as far as names and types go.</summary>
internal static class SemanticViewDefinition
{
    // An identifier that isn't there.
    private const int InvalidIdentifier = 904;

    public static StatementResult Create(CreateSemanticViewStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.SemanticView, statement.Name);
        if (statement.Dimensions.Count + statement.Metrics.Count == 0)
        {
            throw SnowflakeException.Compilation(statement.Position, "a semantic view defines at least one dimension or metric.");
        }

        var tables = Tables(statement, context);
        Check(statement, tables);
        var types = Types(statement, tables, context);
        List<GrantObject> grants = statement.CopiesGrants && context.Catalog.Find(key) is { } replaced ? Grants.On(replaced, context) : [];
        return context.Create(
            statement.Mode,
            ObjectKind.SemanticView,
            key,
            () => new SemanticViewObject { Comment = statement.Comment, Definition = statement.Text, Types = types },
            created => Grants.Give(grants, created, context));
    }

    private static Dictionary<string, (LogicalTable Table, IReadOnlyList<string> Columns)> Tables(CreateSemanticViewStatement statement, DdlContext context)
    {
        var tables = new Dictionary<string, (LogicalTable Table, IReadOnlyList<string> Columns)>(StringComparer.Ordinal);
        foreach (var table in statement.Tables)
        {
            var columns = context.Scope.ResolveRelation(new NamedTable(table.Table) { Position = table.Position }).Columns.Select(column => column.Name).ToList();
            if (!tables.TryAdd(table.Alias, (table, columns)))
            {
                throw SnowflakeException.Compilation(table.Position, $"there are two logical tables {table.Alias}.");
            }

            foreach (var column in table.PrimaryKey.Concat(table.UniqueKeys.SelectMany(unique => unique)))
            {
                Require(columns, column, table.Position);
            }
        }

        return tables;
    }

    private static void Check(CreateSemanticViewStatement statement, Dictionary<string, (LogicalTable Table, IReadOnlyList<string> Columns)> tables)
    {
        var links = new List<LogicalRelationship>();
        foreach (var link in statement.Relationships)
        {
            var (_, columns) = Find(tables, link.Table, link.Position);
            var (referenced, referencedColumns) = Find(tables, link.Referenced, link.Position);
            foreach (var column in link.Columns)
            {
                Require(columns, column, link.Position);
            }

            var key = link.ReferencedColumns.Count > 0 ? link.ReferencedColumns : referenced.PrimaryKey;
            foreach (var column in key)
            {
                Require(referencedColumns, column, link.Position);
            }

            if (key.Count != link.Columns.Count || !referenced.UniqueKeys.Prepend(referenced.PrimaryKey).Any(unique => unique.Order(StringComparer.Ordinal).SequenceEqual(key.Order(StringComparer.Ordinal))))
            {
                throw SnowflakeException.Compilation(link.Position, $"the relationship from {link.Table} must refer to the primary key of {link.Referenced} or to a unique one.");
            }

            if (Reaches(links, link.Referenced, link.Table))
            {
                throw SnowflakeException.Compilation(link.Position, $"the relationship from {link.Table} to {link.Referenced} makes a circle.");
            }

            links.Add(link);
        }

        if (statement.Relationships.Select(link => link.Name).OfType<string>().GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw SnowflakeException.Compilation(statement.Position, $"there are two relationships {twice.Key}.");
        }

        foreach (var expression in statement.Metrics.Where(metric => metric.Using.Any(name => !links.Exists(link => link.Name == name && link.Table == metric.Table))))
        {
            throw SnowflakeException.Compilation(expression.Position, $"the metric {expression.Name} is USING a relationship that doesn't start from {expression.Table}.");
        }

        var all = statement.Facts.Concat(statement.Dimensions).Concat(statement.Metrics);
        if (all.GroupBy(expression => (expression.Table, expression.Name)).FirstOrDefault(same => same.Count() > 1) is { } doubled)
        {
            throw SnowflakeException.Compilation(doubled.Last().Position, $"{doubled.Key.Table}.{doubled.Key.Name} is defined twice.");
        }
    }

    private static Dictionary<string, string> Types(CreateSemanticViewStatement statement, Dictionary<string, (LogicalTable Table, IReadOnlyList<string> Columns)> tables, DdlContext context)
    {
        var names = statement.Facts.Concat(statement.Dimensions).Concat(statement.Metrics).Select(expression => expression.Name).ToHashSet(StringComparer.Ordinal);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var expression in statement.Facts.Concat(statement.Dimensions).Concat(statement.Metrics))
        {
            if (expression.Table is null)
            {
                continue; // over several tables: it is computed where it is asked for
            }

            var (table, _) = Find(tables, expression.Table, expression.Position);
            var query = (QueryStatement)SqlParser.Parse($"SELECT {expression.ExpressionText} FROM {string.Join('.', table.Table.Parts.Select(SqlText.Quoted))} AS {SqlText.Quoted(table.Alias)}")[0];
            try
            {
                types[SemanticViewObject.TypeKey(expression.Table, expression.Name)] = TypeNames.Described(new SqlTranslator(context.Scope).Query(query.Query).Columns[0].Type);
            }
            catch (SnowflakeException error) when (error.Number == InvalidIdentifier && names.Any(name => error.RawMessage.Contains(name, StringComparison.Ordinal)))
            {
                // It stands on other expressions of the view, or on another table's.
            }
        }

        return types;
    }

    private static (LogicalTable Table, IReadOnlyList<string> Columns) Find(Dictionary<string, (LogicalTable Table, IReadOnlyList<string> Columns)> tables, string alias, TextPosition position) =>
        tables.TryGetValue(alias, out var found) ? found : throw SnowflakeException.Compilation(position, $"there is no logical table {alias}.");

    private static void Require(IReadOnlyList<string> columns, string column, TextPosition position)
    {
        if (!columns.Contains(column))
        {
            throw SnowflakeException.InvalidIdentifier(position, column);
        }
    }

    private static bool Reaches(List<LogicalRelationship> links, string from, string to) => from == to || links.Exists(link => link.Table == from && Reaches(links, link.Referenced, to));
}
