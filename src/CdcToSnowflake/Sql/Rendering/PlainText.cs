namespace CdcToSnowflake.Sql.Rendering;

/// <summary>Text of the model on its way into a template. A template can only hand it to a quoting function: it can neither write, join nor compare it.</summary>
internal sealed class PlainText(string text)
{
    /// <summary>For the quoting functions alone; a field, and internal, so that templates don't see it.</summary>
    internal readonly string Text = text;

    private string? _identifier;

    /// <summary>As an identifier; kept, since a column's name stands in a dozen places of a table's statements.</summary>
    internal string Identifier => _identifier ??= SqlQuoting.Identifier(Text);
}
