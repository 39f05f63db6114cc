using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CdcToSnowflake.Operations.Cost.Pages;

/// <summary>Pieces of HTML. Text goes into it through one function, which escapes.</summary>
internal static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text of a name, a statement or a sentence, for between tags and within quotes.</summary>
    public static string Text(string text) => Encoder.Encode(text);

    /// <summary>A table, which scrolls by itself where the page is narrow.</summary>
    /// <param name="caption">What it is, for those who don't see what is around it.</param>
    /// <param name="columns">The columns' names; those that begin with # hold numbers.</param>
    /// <param name="rows">Cells that are HTML already.</param>
    public static string Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        string Class(int column) => columns[column].StartsWith('#') ? " class=\"n\"" : "";
        var head = string.Concat(columns.Select((column, i) => $"<th scope=\"col\"{Class(i)}>{Text(column.TrimStart('#'))}</th>"));
        var body = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select((cell, i) => i == 0 ? $"<th scope=\"row\">{cell}</th>" : $"<td{Class(i)}>{cell}</td>"))}</tr>\n"));
        return $"<div class=\"scroll\" role=\"region\" aria-label=\"{Text(caption)}\" tabindex=\"0\"><table><caption>{Text(caption)}</caption><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>\n";
    }
}
