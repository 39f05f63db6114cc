namespace CdcToSnowflake.Sql.Rendering;

/// <summary>Text of the model on its way into a template. A template can only hand it to a quoting function: it isn't a string, so Scriban can neither write, join nor compare it.</summary>
internal sealed class PlainText(string text)
{
    /// <summary>For the quoting functions alone; a field, and internal, so that templates don't see it.</summary>
    internal readonly string Text = text;
}
