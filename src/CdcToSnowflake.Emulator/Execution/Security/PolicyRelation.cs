using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Security;

/// <summary>Puts policies around what is read: rows are filtered first, then columns masked. A policy reads its own tables with its owner's rights.</summary>
internal static class PolicyRelation
{
    private static readonly string Alias = PhysicalName.Quote(PhysicalName.Hidden("policy"));

    /// <summary>The relation as the session's role sees it. Masked values stand under names of their own, so that a change of rows keeps the true ones.</summary>
    public static Relation Governed(Relation relation, RowPolicy? rows, IReadOnlyList<TableColumn> columns, StatementScope scope, CatalogSnapshot catalog)
    {
        var masked = columns.Where(column => column.Mask is not null).ToList();
        if (rows is null && masked.Count == 0)
        {
            return relation;
        }

        var where = rows is null ? string.Empty : " WHERE " + Evaluated(rows.PolicyId, rows.Columns, relation, scope, catalog);
        var masks = new List<string>();
        var visible = relation.Columns.ToList();
        foreach (var column in masked)
        {
            var physical = PhysicalName.Hidden($"mask{masks.Count}");
            masks.Add($", {Evaluated(column.Mask!.PolicyId, column.Mask.Columns, relation, scope, catalog)} AS {PhysicalName.Quote(physical)}");
            visible = visible.ConvertAll(known => known.Name == column.Name ? known with { Physical = physical } : known);
        }

        return relation with { Sql = $"(SELECT {Alias}.*{string.Concat(masks)} FROM {relation.Sql} AS {Alias}{where})", Columns = visible };
    }

    /// <summary>Translates a body once, so that what is wrong with it is said by the statement that defines it.</summary>
    public static void Check(PolicyObject policy, StatementScope scope, TextPosition position) =>
        _ = Translated(policy, name => policy.Arguments.FirstOrDefault(argument => argument.Name == name) is { } argument
            ? new TranslatedExpression($"CAST(NULL AS {DuckDbType.Of(argument.Type)})", argument.Type)
            : null, scope, position);

    private static string Evaluated(long policyId, IReadOnlyList<string> columns, Relation relation, StatementScope scope, CatalogSnapshot catalog)
    {
        var policy = catalog.ById<PolicyObject>(policyId)!;
        var values = new Dictionary<string, TranslatedExpression>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            var column = relation.Columns.First(column => column.Name == columns[i]);
            values[policy.Arguments[i].Name] = new TranslatedExpression(Alias + "." + PhysicalName.Quote(column.Physical), column.Type);
        }

        return "(" + Translated(policy, values.GetValueOrDefault, scope, default) + ")";
    }

    private static string Translated(PolicyObject policy, Func<string, TranslatedExpression?> argument, StatementScope scope, TextPosition position)
    {
        var inside = scope.WithOwnersRights(policy.Database, policy.Schema, argument);
        return SqlTranslator.Assign(new SqlTranslator(inside).Expression(SqlParser.ParseExpression(policy.Body), scripting: true), policy.Returns, position);
    }
}
