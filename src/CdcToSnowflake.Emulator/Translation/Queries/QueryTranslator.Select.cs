using System.Text.RegularExpressions;
using System.Text;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

internal sealed partial class QueryTranslator
{
    private (string Sql, IReadOnlyList<RelationColumn> Columns, string Order) Select(SelectBody select, Query query, ColumnScope? outer, TableExpressions tables)
    {
        if (select.Into.Count > 0)
        {
            throw SnowflakeException.Compilation(select.Position, "SELECT … INTO stands only in a block, as a statement of its own.");
        }

        var scope = new ColumnScope(outer, tables);
        var from = string.Join(", ", select.From.Select(source => Source(source, scope).Sql).Where(sql => sql.Length > 0));
        scope.AddAliases(select.Items);
        var translator = new ExpressionTranslator(_context, scope);

        var labels = new ColumnLabels();
        var columns = new List<RelationColumn>();
        var values = new List<string>();
        foreach (var (label, value) in select.Items.SelectMany(item => Items(item, translator)))
        {
            columns.Add(labels.Add(label, value.Type));
            values.Add(select.Distinct || select.GroupBy is { All: true } ? Documents.Canonical(value) : select.GroupBy is null ? value.Sql : NoOrdinal(value).Sql);
        }

        // A document that is grouped by is its canonical text wherever it stands.
        var grouped = new List<string>();
        var groupBy = GroupBy(select, translator, columns, values, grouped);
        string Grouped(string text) => grouped.Aggregate(text, (result, key) => result.Replace(key, $"sf_canonical({key})", StringComparison.Ordinal));

        var sql = new StringBuilder(select.Distinct ? "SELECT DISTINCT " : "SELECT ");
        sql.AppendJoin(", ", values.Select((value, i) => $"{Grouped(value)} AS {PhysicalName.Quote(columns[i].Physical)}"));
        Append(sql, " FROM ", from);
        Append(sql, " WHERE ", select.Where is null ? string.Empty : translator.Condition(select.Where));
        Append(sql, " GROUP BY ", Grouped(groupBy));
        Append(sql, " HAVING ", select.Having is null ? string.Empty : Grouped(translator.Condition(select.Having)));
        Append(sql, " QUALIFY ", select.Qualify is null ? string.Empty : Grouped(translator.Condition(select.Qualify)));
        return (sql.ToString(), columns, Grouped(OrderBy(query, columns, values, translator)));
    }

    private static void Append(StringBuilder sql, string word, string text)
    {
        if (text.Length > 0)
        {
            sql.Append(word).Append(text);
        }
    }

    private static List<(string Label, TranslatedExpression Value)> Items(SelectItem item, ExpressionTranslator translator) => item switch
    {
        ExpressionItem expression => [(ColumnLabels.Of(expression), translator.Translate(expression.Expression))],
        StarItem star => Star(star, translator),
        _ => throw new NotEmulatedException(item.GetType().Name, item.Position),
    };

    private static List<(string Label, TranslatedExpression Value)> Star(StarItem star, ExpressionTranslator translator)
    {
        var scope = translator.Scope;
        var visible = scope.Columns.FindAll(column => column.InStar && (star.Qualifier is null ? column.Unqualified : column.Source == star.Qualifier));
        if (visible.Count == 0)
        {
            throw star.Qualifier is null
                ? SnowflakeException.Compilation(star.Position, "SELECT * without any column to select.")
                : SnowflakeException.InvalidIdentifier(star.Position, SqlText.Identifier(star.Qualifier) + ".*");
        }

        RequireNamed(star.Exclude.Concat(star.Rename.Select(rename => rename.Name)).Concat(star.Replace.Select(replace => replace.Name)), visible, star.Position);
        var pattern = star.Like is null ? null : new Regex("^" + Regex.Escape(star.Like).Replace("%", ".*", StringComparison.Ordinal).Replace('_', '.') + "$",
            RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        var items = new List<(string, TranslatedExpression)>();
        foreach (var column in visible)
        {
            if (star.Exclude.Contains(column.Name) || pattern?.IsMatch(column.Name) == false)
            {
                continue;
            }

            var label = star.Rename.FirstOrDefault(rename => rename.Name == column.Name)?.NewName ?? column.Name;
            var replaced = star.Replace.FirstOrDefault(replace => replace.Name == column.Name);
            items.Add((label, replaced is null ? new TranslatedExpression(column.Sql, column.Type) : translator.Translate(replaced.Expression)));
        }

        return items;
    }

    private static void RequireNamed(IEnumerable<string> names, List<VisibleColumn> visible, TextPosition position)
    {
        foreach (var name in names)
        {
            if (!visible.Exists(column => column.Name == name))
            {
                throw SnowflakeException.InvalidIdentifier(position, SqlText.Identifier(name));
            }
        }
    }

    private static string GroupBy(SelectBody select, ExpressionTranslator translator, List<RelationColumn> columns, List<string> values, List<string> documents)
    {
        if (select.GroupBy is not { } group)
        {
            return string.Empty;
        }

        return group.All ? "ALL" : string.Join(", ", group.Elements.Select(element => element.Kind switch
        {
            GroupingKind.Expression => Key(element.Sets[0][0]),
            GroupingKind.Rollup => $"ROLLUP ({Sets(element)})",
            GroupingKind.Cube => $"CUBE ({Sets(element)})",
            _ => $"GROUPING SETS ({Sets(element)})",
        }));

        string Sets(GroupingElement element) => string.Join(", ", element.Sets.Select(set => set.Count == 1 ? Key(set[0]) : "(" + string.Join(", ", set.Select(Key)) + ")"));

        string Key(Expression written)
        {
            var key = GroupKey(written, translator, columns, values);
            if (key.Type.IsSemiStructured && !documents.Contains(key.Sql))
            {
                documents.Add(key.Sql);
            }

            return key.Sql;
        }
    }

    /// <summary>A bare whole number would be the number of a column to DuckDB's GROUP BY.</summary>
    private static TranslatedExpression NoOrdinal(TranslatedExpression value) =>
        value.Type.Kind == TypeKind.Number && value.Sql.AsSpan().Trim("()-").IndexOfAnyExceptInRange('0', '9') < 0 ? value with { Sql = Calculation.Decimal(value) } : value;

    private static TranslatedExpression GroupKey(Expression key, ExpressionTranslator translator, List<RelationColumn> columns, List<string> values)
    {
        if (key is not NumberLiteral number || !int.TryParse(number.Text, out var ordinal))
        {
            return NoOrdinal(translator.Translate(key));
        }

        return ordinal >= 1 && ordinal <= values.Count
            ? new TranslatedExpression(values[ordinal - 1], columns[ordinal - 1].Type)
            : throw SnowflakeException.Compilation(key.Position, $"GROUP BY {number.Text} is out of range: there are {values.Count} columns.");
    }
}
