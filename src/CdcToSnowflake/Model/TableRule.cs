using System.IO.Enumeration;

namespace CdcToSnowflake.Model;

/// <summary>Options for the tables that a pattern names. Of several rules that name a table, the first holds.</summary>
/// <param name="Tables"><c>schema.table</c>, in which <c>*</c> stands for any characters, such as <c>shop.orders</c>, <c>shop.*</c> or <c>*.events</c>. Compared as names are, with regard to case.</param>
/// <param name="Options">The options.</param>
public sealed record TableRule(string Tables, TableOptions Options)
{
    /// <summary>The brand whose tables are meant.</summary>
    /// <value>The default is null: every brand's.</value>
    public string? Brand { get; init; }

    /// <summary>Whether it names one table. Then a column that the table doesn't have is a mistake.</summary>
    internal bool IsExact => !Tables.Contains('*', StringComparison.Ordinal);

    internal bool Matches(string brand, string schema, string table) =>
        (Brand is null || Brand == brand) && FileSystemName.MatchesSimpleExpression(SchemaPattern, schema, ignoreCase: false) && FileSystemName.MatchesSimpleExpression(TablePattern, table, ignoreCase: false);

    internal TableRule Checked()
    {
        int dot = Tables.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < Tables.Length - 1
            ? this
            : throw new ModelException(ModelProblem.BadRule, $"The pattern '{Tables}' of a {nameof(TableRule)} isn't of the form schema.table, such as shop.orders, shop.* or *.events.");
    }

    private string SchemaPattern => Tables[..Tables.IndexOf('.', StringComparison.Ordinal)];

    private string TablePattern => Tables[(Tables.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
