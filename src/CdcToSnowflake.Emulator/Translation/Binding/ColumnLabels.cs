using System.Globalization;
using System.Text;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>The labels of a query's columns, and a physical name for each that no other has.</summary>
internal sealed class ColumnLabels
{
    private readonly HashSet<string> _physical = new(StringComparer.OrdinalIgnoreCase);

    public RelationColumn Add(string label, DataType type)
    {
        var name = PhysicalName.Of(label);
        var physical = name;
        for (var i = 2; !_physical.Add(physical); i++)
        {
            physical = name + "#" + i.ToString(CultureInfo.InvariantCulture);
        }

        return new RelationColumn(label, type) { Physical = physical };
    }

    /// <summary>The label of an item: its alias, a column's own name, else the text in upper case outside quotes.</summary>
    public static string Of(ExpressionItem item) => item.Alias ?? item.Expression switch
    {
        ColumnReference column => column.Name,
        _ when item.SourceText.Length > 0 => OfText(item.SourceText),
        _ => "EXPRESSION",
    };

    private static string OfText(string text)
    {
        var label = new StringBuilder(text.Length);
        char? quote = null;
        foreach (var c in text)
        {
            if (quote is null && char.IsWhiteSpace(c))
            {
                if (label.Length > 0 && label[^1] != ' ')
                {
                    label.Append(' ');
                }

                continue;
            }

            quote = quote is null ? (c is '\'' or '"' ? c : null) : (c == quote ? null : quote);
            label.Append(quote is null ? char.ToUpperInvariant(c) : c);
        }

        return label.ToString();
    }
}
